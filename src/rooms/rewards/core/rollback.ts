import type { Instant } from '../../../kernel/time.ts';
import {
  type Counter,
  find,
  no,
  notOpen,
  type Redemption,
  type Redemptions,
  type ReturnedEffect,
  type RewardStep,
  replace,
} from './redemption.ts';

/** What a rollback says. */
export interface TakenBack extends Counter {
  readonly id: string;
  /** Whether the thing can be had by somebody else again, when it was handed over before. */
  readonly restock: boolean;
}

/**
 * Takes a spent redemption back: until it is handed over, and then as long as that was promised.
 * The points go back to the lots they came from. A second rollback finds nothing.
 */
export function rollBack(state: Redemptions, said: TakenBack, at: Instant): RewardStep {
  const one = find(state, said.id);
  if (!one) return notOpen(said.id);
  if (one.state === 'held' || one.state === 'entered') return onlyHeld();
  if (handedOver(one) && (one.back ?? 0) <= at) return tooLate();
  const restock = said.restock || !handedOver(one);
  const effects = [givenBack(one, 'rolled-back', said, restock, at)];
  return { state: replace(state, one.id, null), effects, grants: [] };
}

function handedOver({ state }: Redemption): boolean {
  return state === 'used' || state === 'shipped';
}

/** What goes back to the member and to the shelf. */
export function givenBack(
  one: Redemption,
  why: ReturnedEffect['why'],
  { store, operator }: Counter,
  restock: boolean,
  at: Instant,
): ReturnedEffect {
  const { id, reward, currency, money = 0, paid = [], gives = [], heldAt } = one;
  const about = { id, reward, at, why, from: one.state, currency, paid, money, gave: gives };
  const stock = restock ? (one.stock ?? []) : [];
  return { kind: 'returned', ...about, stock, heldAt, store, operator };
}

function onlyHeld(): RewardStep {
  return no(
    'redemption_not_committed',
    '/data/redemption',
    'Its points are set aside and not spent yet.',
    'Void it instead.',
  );
}

function tooLate(): RewardStep {
  return no(
    'rollback_too_late',
    '/data/redemption',
    'It has been handed over, and cannot be taken back (any more).',
    'Give points as goodwill, if you want to.',
  );
}
