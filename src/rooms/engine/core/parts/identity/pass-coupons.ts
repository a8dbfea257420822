import { handOver, isClosed } from '../../../../coupons/index.ts';
import type { Draft } from '../../draft.ts';
import { applyStep } from '../coupons/apply.ts';
import { nameOf } from '../coupons/handlers.ts';

/** Passes open coupons on, under the terms they have. Returns their ids in the other's hands. */
export function passCoupons(from: Draft, to: Draft, which: (id: string) => boolean): string[] {
  const passed: string[] = [];
  for (const held of from.state.slices.coupons ?? []) {
    if (isClosed(held) || held.fleeting || !which(held.id)) continue;
    const id = `${nameOf(from)}:${passed.length}`;
    const steps = handOver(from.state.slices.coupons, to.state.slices.coupons, held, id, from.at);
    applyStep(from, steps.sent);
    applyStep(to, steps.received);
    passed.push(id);
  }
  return passed;
}
