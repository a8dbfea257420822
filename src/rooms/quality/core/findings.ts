import type { Problem } from '../../../kernel/problem.ts';

/** What kinds of things there are to mend, and what to do about each. */
export const KINDS = {
  refused: 'The source sends what cannot be read here: correct it at the source.',
  cleaned: 'The hub had to rewrite this field: let the source send it in its standard form.',
  category: 'The catalogue lacks this category: add it, or correct it at the source.',
  store: 'The list of stores lacks this store: add it, or correct it at the source.',
  unreachable: 'There is no phone and no e-mail: ask for one at the next visit.',
  'without-moment': 'The source does not say when things happen: let it send happenedAt.',
} as const;

export type FindingKind = keyof typeof KINDS;

/** Something to mend, and how often it was seen. */
export interface Finding {
  readonly kind: FindingKind;
  /** The sending system; `''` where it is about members. */
  readonly source: string;
  /** What it is about: a code and a path, a category, a store, a member id. */
  readonly subject: string;
  readonly times: number;
  readonly hint: string | null;
}

/** Longer texts are cut: a subject names a field or an id. */
const LONGEST = 120;

/**
 * A problem of a refused event as something to mend: the code, and the field without its place in
 * a list. What was sent is left out; it may be somebody's.
 */
export function subjectOf({ code, path }: Problem): string {
  return `${code} ${fieldOf(path)}`.trim().slice(0, LONGEST);
}

/** A JSON pointer with the numbers of lists, and whatever the sender named, taken out. */
export function fieldOf(path: string): string {
  return path
    .replaceAll(/\/\d+(?=\/|$)/g, '/-')
    .replace(/^(\/data\/attributes)\/.*$/, '$1')
    .slice(0, LONGEST);
}
