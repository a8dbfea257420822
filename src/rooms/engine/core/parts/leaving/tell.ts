import type { LeavingEffect } from '../../../../leaving/index.ts';
import type { Effect } from '../effect.ts';

/** Writes down what happened. */
export function tell(into: Effect[], effects: readonly LeavingEffect[]): void {
  for (const effect of effects) into.push({ room: 'leaving', ...effect });
}
