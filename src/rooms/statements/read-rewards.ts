import { formatInstant } from '../../kernel/time.ts';
import { redeemableNow, type Shelf, shelvesOf } from '../engine/index.ts';
import { readBudgets } from '../intake/index.ts';
import { formatMemberId } from '../members/index.ts';
import type { ProgramDocument } from '../program/index.ts';
import { settledState } from './core/settled-state.ts';
import { type Label, wordsOf } from './core/words.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

/** A reward as the document has it; what a reader is told as it stands there. */
interface RewardDocument {
  readonly id: string;
  readonly name?: Label;
  readonly kind: string;
  readonly price: object;
  readonly [property: string]: unknown;
}

/** The catalogue: what the program says of each reward, and the units that are left. */
export async function readCatalogue(ground: Statements) {
  const { compiled, document } = programNow(ground);
  const at = ground.clock.now();
  const rewards = rewardsOf(document).map((reward) => {
    return { reward, shelves: shelvesOf(compiled, reward.id, at) };
  });
  const left = await unitsLeft(
    ground,
    rewards.flatMap(({ shelves }) => shelves),
  );
  return {
    at: formatInstant(at),
    rewards: rewards.map(({ reward: { id, name, kind, price, ...terms }, shelves }) => ({
      ...{ reward: id, name: wordsOf(name, id), kind, price },
      stock: shelves.map(({ stock: { store, units, per }, unit }) => {
        return { store, units, per, left: left(unit) ?? units };
      }),
      terms: { ...terms, stock: undefined },
    })),
  };
}

/**
 * The catalogue for one member: what can be had now, what nearly, and what is missing for the rest.
 * The same questions decide a hold.
 */
export async function readRedeemable(
  ground: Statements,
  memberId: number,
  { store, channel }: { readonly store: string | null; readonly channel: string | null },
) {
  const { compiled, document } = programNow(ground);
  const at = ground.clock.now();
  const shelves = rewardsOf(document).flatMap(({ id }) => shelvesOf(compiled, id, at));
  const [state, left] = await Promise.all([
    stateOf(ground.pool, memberId),
    unitsLeft(ground, shelves),
  ]);
  const names = new Map(rewardsOf(document).map(({ id, name }) => [id, name]));
  const settled = state && settledState(compiled, state, at);
  const seen = settled ? redeemableNow(compiled, settled, { at, store, channel }, left) : [];
  return {
    member: formatMemberId(memberId),
    at: formatInstant(at),
    rewards: seen.map(({ missing, ...one }) => ({
      ...one,
      name: wordsOf(names.get(one.reward), one.reward),
      missing: missing.map(({ code, detail, fix }) => ({ code, detail, fix })),
    })),
  };
}

/** A member's redemptions that are not over, newest first. */
export async function readRedemptions(ground: Statements, memberId: number) {
  const { compiled, document } = programNow(ground);
  const at = ground.clock.now();
  const state = await stateOf(ground.pool, memberId);
  const settled = state && settledState(compiled, state, at);
  const names = new Map(rewardsOf(document).map(({ id, name }) => [id, name]));
  return {
    member: formatMemberId(memberId),
    at: formatInstant(at),
    redemptions: (settled?.slices.rewards ?? []).toReversed().map((one) => ({
      ...{ redemption: one.id, reward: one.reward },
      name: wordsOf(names.get(one.reward), one.reward),
      ...{ kind: one.kind, state: one.state, currency: one.currency, points: one.points },
      ...{ money: one.money ?? 0, off: one.off ?? 0, fulfil: one.fulfil, store: one.store ?? null },
      heldAt: formatInstant(one.heldAt),
      until: momentText(one.until),
      rollbackUntil: momentText(one.back),
    })),
  };
}

function rewardsOf(document: ProgramDocument): readonly RewardDocument[] {
  return (document.rewards ?? []) as RewardDocument[];
}

async function unitsLeft({ pool }: Statements, shelves: readonly Shelf[]) {
  const budgets = await readBudgets(
    pool,
    shelves.map(({ unit }) => unit),
  );
  const sizes = new Map(shelves.map(({ unit, stock }) => [unit, stock.units]));
  return (unit: string): number | undefined => budgets.get(unit)?.leftOf(sizes.get(unit) ?? 0);
}

function momentText(moment: number | undefined): string | null {
  return moment === undefined ? null : formatInstant(moment);
}
