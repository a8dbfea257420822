import { LIMITS } from '../../../../kernel/limits.ts';
import type { Problem } from '../../../../kernel/problem.ts';
import { badText, isStorable } from './guard.ts';
import { readJson } from './read-json.ts';
import { readPlain } from './read-plain.ts';
import { readYaml } from './read-yaml.ts';

/** What a text turned out to hold; the value makes sense only when there are no problems. */
export interface Read {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/** How a document is written down. */
export type Format = 'yaml' | 'json';

/** Problems told of one document; what is beyond is counted, not listed. */
const PROBLEMS = 200;

/** Commas, line ends and quotes in one text: far above any program; they make parsers slow. */
const MARKS = 150_000;

/**
 * Reads a document from its text, or takes over an object that came as JSON. Never throws:
 * bombs, aliases, keys given twice and keys that reach into prototypes are problems.
 */
export function readDocument(input: string | object, format: Format): Read {
  if (typeof input !== 'string') return readPlain(input);
  if (input.length > LIMITS.documentText)
    return { value: null, problems: [tooLarge(input.length)] };
  if (marksIn(input) > MARKS) return { value: null, problems: [tooMany()] };
  if (!isStorable(input)) return { value: null, problems: [badText('')] };
  const read = format === 'json' ? readJson(input) : fromYaml(input);
  return { value: read.value, problems: atMost(read.problems) };
}

/** YAML can say more than JSON (not-a-number, any character): only what JSON can say is kept. */
function fromYaml(text: string): Read {
  const read = readYaml(text);
  return read.problems.length > 0 ? read : readPlain(read.value);
}

function tooLarge(length: number): Problem {
  return {
    code: 'document_too_large',
    path: '',
    detail: `The document has ${length} characters, more than ${LIMITS.documentText}.`,
    fix: 'Shorten it: long lists of products belong into categories of the catalog.',
  };
}

function marksIn(text: string): number {
  let marks = 0;
  for (const _ of text.matchAll(/[,\n"&*]/g)) marks += 1;
  return marks;
}

function tooMany(): Problem {
  return {
    code: 'document_too_large',
    path: '',
    detail: `The document has more than ${MARKS} commas, quotes and line ends.`,
    fix: 'Shorten it: long lists of products belong into categories of the catalog.',
  };
}

/** The first problems, and one line that counts the rest. */
export function atMost(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= PROBLEMS) return problems;
  const more: Problem = {
    code: 'document_more_problems',
    path: '',
    detail: `There are ${problems.length - PROBLEMS} problems more.`,
    fix: 'Mend these first.',
  };
  return [...problems.slice(0, PROBLEMS), more];
}
