import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { MemberState, Program } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import { balanceOf, type Currency, lotEnd, slidingEnd, type Wallet } from '../points/index.ts';
import { type Figures, noFigures } from './core/figures.ts';
import { settledState } from './core/settled-state.ts';
import { type Label, type Words, wordsOf } from './core/words.ts';
import { type PublishedProgram, programNow, type Statements } from './ground.ts';
import { type LotFigures, lotsAt } from './points-store.ts';
import { stateOf } from './store.ts';

/** One currency of a member at a moment. */
export interface CurrencyBalance extends Figures {
  readonly name: Words;
  readonly decimals: number;
  readonly spendable: boolean;
  /** What ends next, and when; null when nothing that is active ends. */
  readonly nextExpiry: { readonly at: string; readonly points: number } | null;
}

/**
 * What a member has, by currency and state, now or at any moment. From the moment up to which the
 * member is settled on, a settled copy of the state is looked at; before it, the entries.
 */
export async function readBalances(ground: Statements, memberId: number, at: Instant) {
  const state = await stateOf(ground.pool, memberId);
  const published = programNow(ground);
  const currencies =
    state && at < state.asOf
      ? currenciesOfLots(published, await lotsAt(ground.pool, memberId, at))
      : currenciesOf(published, state && settledState(published.compiled, state, at));
  return { member: formatMemberId(memberId), at: formatInstant(at), currencies };
}

/** The balances of a settled state, every currency of the program listed. */
export function currenciesOf(
  published: PublishedProgram,
  state: MemberState | null,
): Record<string, CurrencyBalance> {
  const { compiled } = published;
  return eachCurrency(published, (currency) => {
    const wallet = state?.wallets[currency.id];
    if (!wallet) return { ...noFigures(), nextExpiry: null };
    const { active, pending, held } = balanceOf(wallet);
    return { active, pending, held, nextExpiry: nextExpiry(compiled, currency, wallet) };
  });
}

function nextExpiry(
  program: Program,
  currency: Currency,
  wallet: Wallet,
): CurrencyBalance['nextExpiry'] {
  const { active, nextExpiry: next } = balanceOf(wallet);
  if (next) {
    const ending = wallet.lots.filter((lot) => lot.endsAt === next.at && lot.left > 0);
    const points = ending.reduce((sum, lot) => sum + lot.left, 0);
    return { at: formatInstant(next.at), points };
  }
  if (wallet.activeOn === undefined || active <= 0) return null;
  const end = slidingEnd(currency, program.zone, wallet.activeOn);
  return end === null ? null : { at: formatInstant(end), points: active };
}

function currenciesOfLots(
  published: PublishedProgram,
  lots: readonly LotFigures[],
): Record<string, CurrencyBalance> {
  return eachCurrency(published, (currency) => {
    const sum = noFigures();
    const ending = new Map<Instant, number>();
    for (const lot of lots) {
      if (lot.currency !== currency.id) continue;
      sum.active += lot.active;
      sum.pending += lot.pending;
      sum.held += lot.held;
      const end = lotEnd(lot.lot);
      if (end !== null && lot.active > 0) ending.set(end, (ending.get(end) ?? 0) + lot.active);
    }
    const [next] = [...ending].sort(([a], [b]) => a - b);
    return { ...sum, nextExpiry: next ? { at: formatInstant(next[0]), points: next[1] } : null };
  });
}

function eachCurrency(
  { compiled, document }: PublishedProgram,
  balance: (currency: Currency) => Figures & Pick<CurrencyBalance, 'nextExpiry'>,
): Record<string, CurrencyBalance> {
  const named = (document.points ?? {}) as Record<string, { name?: Label }>;
  return Object.fromEntries(
    [...compiled.currencies.values()].map((currency) => [
      currency.id,
      {
        name: wordsOf(named[currency.id]?.name, currency.id),
        decimals: currency.decimals,
        spendable: currency.spendable,
        ...balance(currency),
      },
    ]),
  );
}
