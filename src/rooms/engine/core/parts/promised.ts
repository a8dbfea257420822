import type { Grant } from '../../../program/index.ts';

/** What a room gives in another room's words, and why. */
export interface Promised {
  readonly grant: Grant;
  /** What it is for, such as `challenge five-day-streak`: it goes into the trace. */
  readonly cause: string;
  /** Under this key it can be taken back (`takeBack`); without one it is given for good. */
  readonly key?: string;
}
