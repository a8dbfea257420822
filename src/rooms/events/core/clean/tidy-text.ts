/** A blank at an end, two in a row, or anything beyond plain ASCII, which may have another form. */
const SUSPECT = /^\s|\s$|\s\s|[^\x20-\x7e]/;
/** The wide forms of ASCII that Chinese and Japanese keyboards type, and the wide blank. */
const WIDE = /[\uff01-\uff5e]/g;
const WIDE_TO_ASCII = 0xfee0;

/**
 * A name or an id as everybody writes it: in Unicode form NFC, wide letters and digits in their
 * narrow form (`Ａ１` is `A1`), blanks trimmed and single. Letters and their case stay as they are.
 */
export function tidyText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .normalize('NFC')
    .replaceAll(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDE_TO_ASCII))
    .replaceAll(/[\s\u3000]+/g, ' ')
    .trim();
}
