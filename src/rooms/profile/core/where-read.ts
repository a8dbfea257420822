import type { ProgramDocument } from '../../program/index.ts';

/** Sections that speak of fields without reading a member. */
const SPEAKS_ONLY: ReadonlySet<string> = new Set(['profile', 'consent']);
/** Keys of the document that name an attribute. */
const NAMES: ReadonlySet<string> = new Set(['attribute']);

/** JSON pointers of everything in a document that reads this attribute of a member. */
export function whereRead(document: ProgramDocument, name: string): string[] {
  const read = new RegExp(
    `\\battributes\\s*(?:\\.\\s*${name}\\b|\\[\\s*(["'])${name}\\1\\s*\\])|` +
      `(["'])${name}\\2\\s+in\\s+member\\s*\\.\\s*attributes\\b`,
  );
  const found: string[] = [];
  const look = (value: unknown, path: string, key: string, parent: string): void => {
    if (typeof value === 'string') {
      const named = NAMES.has(key) || (parent === 'leaderboard' && key === 'name');
      if (read.test(value) || (named && value === name)) found.push(path);
    } else if (typeof value === 'object' && value !== null) {
      for (const [at, one] of Object.entries(value)) look(one, `${path}/${at}`, at, key);
    }
  };
  for (const [section, value] of Object.entries(document)) {
    if (!SPEAKS_ONLY.has(section)) look(value, `/${section}`, section, '');
  }
  return found;
}
