/**
 * The hub cannot start or go on for a reason outside its code: one sentence for a person, and what
 * to do about it. The CLI prints both without a stack and exits with 3.
 */
export class StartFailure extends Error {
  /** Stable snake_case code, for scripts. */
  readonly code: string;
  readonly fix: string;

  constructor(code: string, message: string, fix: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartFailure';
    this.code = code;
    this.fix = fix;
  }
}
