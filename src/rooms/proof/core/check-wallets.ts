import type { Report } from './difference.ts';
import type { MemberHistory } from './history.ts';
import { type PlainWallet, plainWallets, rebuildWallets } from './rebuild-wallets.ts';

const PARTS = ['left', 'pending', 'held'] as const;

/** Every lot, pending part and hold is what the entries add up to. */
export function checkWallets({ state, entries }: MemberHistory, report: Report): void {
  if (!state) return;
  const expected = rebuildWallets(entries, state.asOf);
  const found = plainWallets(state.wallets);
  for (const currency of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    for (const part of PARTS) compare(currency, part, expected[currency], found[currency], report);
  }
  checkNeverBelowZero(entries, report);
}

const CODES = { left: 'lot', pending: 'pending', held: 'held' } as const;

function compare(
  currency: string,
  part: (typeof PARTS)[number],
  expected: PlainWallet | undefined,
  found: PlainWallet | undefined,
  report: Report,
): void {
  const one = expected?.[part] ?? {};
  const other = found?.[part] ?? {};
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (one[key] !== other[key]) {
      report(CODES[part], `${currency} ${key}`, one[key] ?? 0, other[key] ?? 0);
    }
  }
}

/** No lot but the debt was ever below zero, after any entry. */
function checkNeverBelowZero(entries: MemberHistory['entries'], report: Report): void {
  const sums = new Map<string, number>();
  for (const { no, seq, currency, amount, from, to, fromLot, toLot, hold } of entries) {
    const gives = `${currency} ${from === 'held' ? `${hold} ` : ''}${fromLot}`;
    const takes = `${currency} ${to === 'held' ? `${hold} ` : ''}${toLot}`;
    if (toLot !== null) sums.set(takes, (sums.get(takes) ?? 0) + amount);
    if (fromLot === null) continue;
    const left = (sums.get(gives) ?? 0) - amount;
    sums.set(gives, left);
    if (left < 0 && fromLot !== 'd') {
      report('lot_below_zero', `event ${no} entry ${seq}, ${gives}`, 'zero or more', left);
    }
  }
}
