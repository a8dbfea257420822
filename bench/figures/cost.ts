import { compileProgram, type Program } from '../../src/rooms/engine/index.ts';
import { createExpressions, type ProgramDocument } from '../../src/rooms/program/index.ts';
import type { BenchPurchase } from '../purchases.ts';
import { runDecide } from './decide.ts';

/** The rooms that take part in a decision, each with its sections of the document. */
export const ROOMS = {
  coupons: ['coupons', 'couponLanes', 'campaigns'],
  rewards: ['rewards'],
  benefits: ['benefits'],
  challenges: ['challenges', 'badges'],
  referrals: ['referrals'],
} as const;

/** Runs of each program, in turn: the best of each counts, so that a hiccup hits neither alone. */
const ROUNDS = 3;
const DECIMALS = 2;

/** What one room adds to a decision. Microseconds for each purchase; `whole` is the decision. */
export interface Cost {
  readonly room: keyof typeof ROOMS;
  readonly micros: number;
  readonly whole: number;
}

/** Decides the same purchases with the whole document, and with one room's sections left out. */
export function costOfRooms(
  document: ProgramDocument,
  inputs: readonly BenchPurchase[],
  now: number,
): Cost[] {
  const compiled = (without: readonly string[]): Program => {
    const kept = Object.entries(document).filter(([section]) => !without.includes(section));
    const rest = Object.fromEntries(kept) as ProgramDocument;
    return compileProgram(rest, 1, createExpressions(rest), DECIMALS);
  };
  const all = compiled([]);
  const rooms = Object.keys(ROOMS) as (keyof typeof ROOMS)[];
  return rooms.map((room) => {
    const less = compiled(ROOMS[room]);
    let whole = Number.POSITIVE_INFINITY;
    let rest = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      whole = Math.min(whole, 1e6 / runDecide(all, inputs, now));
      rest = Math.min(rest, 1e6 / runDecide(less, inputs, now));
    }
    return { room, micros: whole - rest, whole };
  });
}
