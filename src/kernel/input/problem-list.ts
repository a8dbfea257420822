import type { Problem } from '../problem.ts';

/** Problems told at once; an input that is wrong in more places has made its point. */
const PROBLEMS_TOLD = 50;
const LONGEST_SHOWN = 60;

/** Gathers what is wrong with one input, so that all of it is told together. */
export class ProblemList {
  readonly problems: Problem[] = [];

  add(code: string, path: string, detail: string, fix: string): void {
    if (this.problems.length < PROBLEMS_TOLD) this.problems.push({ code, path, detail, fix });
  }
}

/** A value as a problem may quote it: short, and with control characters escaped. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') {
    const cut = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
    return JSON.stringify(cut.toWellFormed());
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `a value of type ${typeof value}`;
}

/** A JSON pointer to `key` below `path`. */
export function pointer(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}/${key}`;
  const cut = key.length > LONGEST_SHOWN ? `${key.slice(0, LONGEST_SHOWN)}…` : key;
  return `${path}/${cut.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
