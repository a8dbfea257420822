import type { Problem } from '../../../../kernel/problem.ts';

/** How deep lists and objects may lie in each other; the deepest section needs 9. */
export const DEPTH = 24;

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A JSON pointer one step further down. */
export function below(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What is wrong with a key by itself; `null` when nothing is. */
export function keyProblem(key: string, path: string): Problem | null {
  if (!isStorable(key)) return badText(path);
  if (!FORBIDDEN.has(key)) return null;
  return {
    code: 'document_forbidden_key',
    path: below(path, key),
    detail: `The key "${key}" is not allowed.`,
    fix: 'Choose another name.',
  };
}

/** Two entries with the same key: only one of them could count. */
export function duplicateKey(key: string, path: string): Problem {
  return {
    code: 'document_duplicate_key',
    path: below(path, key),
    detail: `The key "${key.slice(0, 80)}" is given twice.`,
    fix: 'Keep one of them.',
  };
}

/** Something lies deeper than `DEPTH`. */
export function tooDeep(path: string): Problem {
  return {
    code: 'document_too_deep',
    path: path.slice(0, 200),
    detail: `Lists and objects lie more than ${DEPTH} deep in each other.`,
    fix: 'Write it flatter: no section is that deep.',
  };
}

/** Text that no database holds: a NUL, or half of a character. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Some text is not storable. */
export function badText(path: string): Problem {
  return {
    code: 'document_bad_text',
    path: path.isWellFormed() ? path.replaceAll('\0', '?').slice(0, 200) : '',
    detail: 'There is a NUL or half of a character in the text.',
    fix: 'Remove the character; texts are complete Unicode.',
  };
}
