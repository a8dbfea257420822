import type { Arena } from './arena.ts';

/** Many who want the same thing at the same moment, of whom exactly one may get it. */
export interface Race {
  readonly name: string;
  /** What the program document says for it, beside the ground of all races. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** Makes what every round needs, once. */
  prepare(arena: Arena): Promise<void>;
  /** Runs one round, and leaves things as they were. Fails when not exactly one has won. */
  round(arena: Arena, round: number): Promise<void>;
}
