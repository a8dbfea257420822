import type { WeighingCheck } from './check.ts';
import { SharedArgs, shared } from './same-signal.ts';

/** One member's or bank card shown for both accounts. */
export const sameCard: WeighingCheck = {
  code: 'same-card',
  reason: 'card_shared',
  summary: 'same card',
  args: SharedArgs,
  defaults: { weight: 40 },
  prepare: () => (suspect) => shared('card', suspect),
};
