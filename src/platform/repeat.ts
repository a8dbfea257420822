/**
 * Does a piece of work again and again, never twice at once, without keeping the process alive.
 * Returns how to stop; it resolves when the last round is over.
 *
 * @param onError hears of a round that failed; the next one comes all the same.
 */
export function repeat(
  work: () => Promise<void>,
  everyMs: number,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let working: Promise<void> | null = null;
  const timer = setInterval(() => {
    working ??= work()
      .catch(onError)
      .finally(() => {
        working = null;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await working;
  };
}
