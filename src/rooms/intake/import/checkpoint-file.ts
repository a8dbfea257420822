import { readFile, rename, rm, writeFile } from 'node:fs/promises';

/**
 * Remembers how far an import came, in a file beside the rejects, so that a killed one goes on
 * near where it stopped. Losing it costs time, never correctness; it is gone after the end.
 */
export class CheckpointFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Every row up to this one is in; 0 when nothing is known of this import. */
  async load(importKey: string): Promise<number> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    try {
      const found = JSON.parse(text) as { importKey?: unknown; rowsDone?: unknown };
      const { rowsDone } = found;
      if (found.importKey !== importKey || typeof rowsDone !== 'number') return 0;
      return Number.isSafeInteger(rowsDone) && rowsDone > 0 ? rowsDone : 0;
    } catch {
      return 0;
    }
  }

  /** Written beside and renamed: a kill leaves the old file or the new one. */
  async save(importKey: string, rowsDone: number): Promise<void> {
    const next = `${this.#path}.new`;
    await writeFile(next, `${JSON.stringify({ importKey, rowsDone })}\n`);
    await rename(next, this.#path);
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
