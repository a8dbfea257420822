import type { Problem } from '../../../kernel/problem.ts';

/** A business "no" as a value; `path` is empty, since only the caller knows its request. */
export interface Refused {
  readonly problem: Problem;
}

/** Makes a refusal; codes are listed in docs/reference/errors.md. */
export function refuse(code: string, detail: string, fix: string): Refused {
  return { problem: { code, path: '', detail, fix } };
}

/** Whether the answer of a reading or checking function is a refusal. */
export function isRefused(answer: object): answer is Refused {
  return 'problem' in answer;
}
