/** A broken promise of our own code. Never caught to continue: the transaction rolls back. */
export class Bug extends Error {
  readonly context: Record<string, unknown>;

  constructor(message: string, context: Record<string, unknown> = {}) {
    super(`${message} ${JSON.stringify(context)}`);
    this.name = 'Bug';
    this.context = context;
  }
}

/**
 * States what must hold for the books to be right.
 * @throws {Bug} when it does not; `context` goes to the log, never to a user.
 */
export function assert(
  condition: unknown,
  message: string,
  context?: Record<string, unknown>,
): asserts condition {
  if (!condition) throw new Bug(message, context);
}
