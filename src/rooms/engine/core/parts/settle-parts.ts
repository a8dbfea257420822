import type { Instant } from '../../../../kernel/time.ts';
import type { Program } from '../program.ts';
import type { Settled } from '../settled.ts';
import type { MemberState } from '../state.ts';
import { PARTS } from './catalogue.ts';
import { NO_SLICES } from './slices.ts';

/** The next moment at which something falls due in any room that takes part; null for never. */
export function dueInParts(program: Program, state: MemberState): Instant | null {
  if (state.slices === NO_SLICES) return null;
  let due: Instant | null = null;
  for (const part of PARTS) {
    if (!part.dueOf || state.slices[part.slice] === undefined) continue;
    const at = part.dueOf(program, state);
    if (at !== null && (due === null || at < due)) due = at;
  }
  return due;
}

/** Does what falls due up to `moment` in all rooms that take part. */
export function settleParts(
  program: Program,
  state: MemberState,
  into: Settled,
  moment: Instant,
): void {
  if (state.slices === NO_SLICES) return;
  for (const part of PARTS) {
    if (state.slices[part.slice] !== undefined) part.settle?.(program, state, into, moment);
  }
}
