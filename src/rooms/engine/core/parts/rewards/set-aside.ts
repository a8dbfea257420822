import { LIMITS } from '../../../../../kernel/limits.ts';
import type { RewardWanted } from '../../../../events/index.ts';
import { hold as holdPoints } from '../../../../points/index.ts';
import { type HeldEffect, hold } from '../../../../rewards/index.ts';
import type { Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import { refuse } from '../../handlers/handler.ts';
import { openHolds } from '../../handlers/hold.ts';
import { currencyOf, insufficient } from '../../handlers/points-change.ts';
import { count } from './counted.ts';
import { standingOf } from './standing.ts';

/**
 * Sets a reward aside under `id`: its points in the wallet, its units of stock, and what limits
 * count. Null when that is done, else the reason why not.
 */
export function setAside(draft: Draft, id: string, wanted: RewardWanted): Refusal | null {
  const { program, state } = draft;
  if (openHolds(state) >= LIMITS.holdsPerMember) return tooManyHolds();
  const { reward, basket, points } = wanted;
  const asked = { id, reward, basket, points };
  const step = hold(program.rewards, state.slices.rewards, asked, standingOf(draft));
  if ('refusal' in step) return step.refusal;
  const held = step.effects[0] as HeldEffect;
  const short = holdIn(draft, held);
  if (short) return short;
  for (const unit of held.stock) draft.take(unit, 1);
  count(state, step.state?.at(-1)?.counted);
  draft.setSlice('rewards', step.state);
  draft.effects.push({ room: 'rewards', ...held });
  return null;
}

function holdIn(draft: Draft, { id, currency: name, points, until }: HeldEffect): Refusal | null {
  const found = currencyOf(draft, name);
  if ('refusal' in found) return found.refusal;
  const { currency } = found;
  const what = { currency: name, amount: points, id, until, at: draft.at };
  const done = holdPoints(draft.wallet(currency), draft.journal, {
    ...what,
    overdraft: 0,
    purchase: null,
  });
  if (!done) return insufficient(draft, currency, points);
  draft.count(name, 'setAside', points);
  return null;
}

function tooManyHolds(): Refusal {
  return refuse(
    'holds_too_many',
    '',
    `The member has ${LIMITS.holdsPerMember} open holds.`,
    'Commit or void some first.',
  );
}
