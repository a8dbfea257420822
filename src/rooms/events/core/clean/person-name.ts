import { tidyText } from './tidy-text.ts';

/** Shorter names in capitals may be initials, or a whole family name: they stay. */
const SHORTEST = 4;
const LATIN = /^[\p{Script=Latin}\s.'’-]+$/u;
const FIRST_LETTERS = /(^|[\s'’-])(\p{L})/gu;

/**
 * A person's name as people write it: tidy, and in Latin letters not all large or all small
 * (`MING LI` is `Ming Li`). A name with letters of both sizes is left as its owner writes it.
 */
export function cleanName(text: string): string {
  const name = tidyText(text);
  if (!LATIN.test(name) || name.replaceAll(/\P{L}/gu, '').length < SHORTEST) return name;
  const isShouted = name === name.toUpperCase();
  if (!isShouted && name !== name.toLowerCase()) return name;
  return name
    .toLowerCase()
    .replaceAll(
      FIRST_LETTERS,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
}
