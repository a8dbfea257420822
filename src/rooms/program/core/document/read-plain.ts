import { LIMITS } from '../../../../kernel/limits.ts';
import type { Problem } from '../../../../kernel/problem.ts';
import { badText, below, DEPTH, isStorable, keyProblem, tooDeep } from './guard.ts';
import type { Read } from './read.ts';

/** Values in one document: more than a text at its limit can hold with sense. */
const VALUES = LIMITS.documentText / 4;

/** Copies what came as JSON, and says what a document must not contain. */
export function readPlain(input: unknown): Read {
  const problems: Problem[] = [];
  let values = 0;

  function copy(value: unknown, path: string, depth: number): unknown {
    values += 1;
    if (typeof value !== 'object' || value === null) return scalar(value, path, problems);
    if (depth > DEPTH || values > VALUES) {
      problems.push(tooDeep(path));
      return null;
    }
    if (Array.isArray(value)) {
      return value.map((one, index) => copy(one, below(path, index), depth + 1));
    }
    const result: Record<string, unknown> = {};
    for (const [key, one] of Object.entries(value)) {
      const problem = keyProblem(key, path);
      if (problem) problems.push(problem);
      else result[key] = copy(one, below(path, key), depth + 1);
    }
    return result;
  }

  const value = copy(input, '', 0);
  return { value, problems };
}

function scalar(value: unknown, path: string, problems: Problem[]): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    if (!isStorable(value)) problems.push(badText(path));
    return value;
  }
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  problems.push({
    code: 'document_wrong_type',
    path,
    detail: 'This is not a value that JSON knows.',
    fix: 'Use text, whole numbers, true, false, lists and objects.',
  });
  return null;
}
