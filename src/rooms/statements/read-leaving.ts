import { reject } from '../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import { leavingPreview } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import { settledState } from './core/settled-state.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

/**
 * What leaving would do to a member at a moment, and the figures to send back as `confirm`.
 * @throws {Rejection} 404 `leaving_not_stated` when the program does not say.
 */
export async function readLeaving(ground: Statements, memberId: number, at: Instant) {
  const { compiled } = programNow(ground);
  const state = await stateOf(ground.pool, memberId);
  const settled = state && settledState(compiled, state, at);
  const moment = settled ? Math.max(at, settled.asOf) : at;
  const preview = settled && leavingPreview(compiled, settled, moment);
  if (!settled || !preview) {
    throw reject(404, {
      code: 'leaving_not_stated',
      path: '',
      detail: 'The program does not say what leaving means.',
      fix: 'Add a `leaving` section to the program.',
    });
  }
  const { plan, confirm } = preview;
  const { leaving } = settled.slices;
  return {
    member: formatMemberId(memberId),
    at: formatInstant(moment),
    state: leaving?.state ?? 'member',
    due: leaving?.state === 'asked' ? formatInstant(leaving.due) : null,
    effective: formatInstant(plan.effective),
    points: plan.points,
    coupons: { end: plan.coupons.end.length, stay: plan.coupons.stay.length },
    tiers: plan.tiers,
    tiersUntil: plan.tiersUntil === null ? null : formatInstant(plan.tiersUntil),
    undone: plan.voided,
    confirm,
  };
}
