/** One thing that is wrong with an input: where, what, and what to do about it. */
export interface Problem {
  /** Stable snake_case code from docs/reference/errors.md. */
  code: string;
  /** JSON pointer into the input, `''` for the whole of it. */
  path: string;
  detail: string;
  fix: string;
}

/**
 * A refusal of a request, thrown by services and mapped once to an RFC 9457 problem document.
 * Nothing has changed when it is thrown.
 */
export class Rejection extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];
  /** Seconds after which a retry makes sense; becomes the `Retry-After` header. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problems: readonly Problem[], retryAfter?: number) {
    super(problems.map((problem) => `${problem.path} ${problem.detail}`).join('; '));
    this.name = 'Rejection';
    this.status = status;
    this.problems = problems;
    this.retryAfter = retryAfter;
  }

  /** The code of the first problem: the one a client switches on. */
  get code(): string {
    return this.problems[0]?.code ?? 'rejected';
  }
}

/** A `Rejection` with one problem. */
export function reject(status: number, problem: Problem): Rejection {
  return new Rejection(status, [problem]);
}
