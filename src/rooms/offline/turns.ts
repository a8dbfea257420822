import { reject } from '../../kernel/problem.ts';

/** Uploads that work on the database at once, and those that may wait. */
const AT_ONCE = 2;
const WAITING = 200;

/** Lets uploads work a few at a time: each holds a connection while the intake works for it. */
export class Turns {
  #working = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * Does some work when its turn has come.
   * @throws {Rejection} 429 when too many wait.
   */
  async of<T>(till: string, work: () => Promise<T>): Promise<T> {
    if (this.#working >= AT_ONCE) {
      if (this.#waiting.length >= WAITING) throw busy(till);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#working += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#working -= 1;
    }
  }
}

function busy(till: string) {
  return reject(429, {
    code: 'uploads_busy',
    path: '/till',
    detail: `Many tills upload at the moment; ${till} has to wait.`,
    fix: 'Upload again in a few seconds: that is always safe.',
  });
}
