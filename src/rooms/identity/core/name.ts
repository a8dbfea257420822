import { formalName } from './nicknames.ts';
import { simplified, surnameOf } from './surnames.ts';

/** A name in the parts by which two are compared. */
export interface NameParts {
  /** In lower case, without accents; `''` when there is none. */
  readonly given: string;
  readonly surname: string;
}

const CHINESE = /^\p{Script=Han}+$/u;
const TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'dr',
  'herr',
  'frau',
  'mme',
  '先生',
  '女士',
  '小姐',
]);

/**
 * Reads a name: Chinese with the surname first, others with the surname last (or before a comma).
 * Null when nothing that could be a name is left.
 */
export function namePartsOf(raw: string): NameParts | null {
  const clean = raw.normalize('NFKC').toLowerCase().trim();
  const joined = [...clean.replaceAll(/[\s·•]/gu, '')].map(simplified).join('');
  if (CHINESE.test(joined)) return chineseParts(joined);
  const [before, behind] = clean.split(',').map(wordsOf);
  if (behind && behind.length > 0 && before) {
    return { given: behind[0] ?? '', surname: before.at(-1) ?? '' };
  }
  const words = before ?? [];
  if (words.length === 0) return null;
  if (words.length === 1) return { given: words[0] ?? '', surname: '' };
  return { given: words[0] ?? '', surname: words.at(-1) ?? '' };
}

function chineseParts(joined: string): NameParts | null {
  let name = joined;
  for (const title of TITLES) if (name.endsWith(title)) name = name.slice(0, -title.length);
  if (name.length === 0) return null;
  const { length, latin } = surnameOf(name);
  // A surname alone (with a title) says nothing of the given name.
  const surname = latin ?? name.slice(0, length);
  return { given: name.slice(length), surname };
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[.'’-]/gu, ' ')
    .split(/[^\p{Letter}]+/u)
    .filter((word) => word.length > 1 && !TITLES.has(word))
    .map(formalName);
}
