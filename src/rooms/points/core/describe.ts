import type { CurrencyDocument } from './section.ts';

/** A currency in one line of words, for the plan. */
export function describeCurrency(currency: CurrencyDocument): string {
  const qualifying = currency.qualifying ?? false;
  const spendable = currency.spendable ?? !qualifying;
  const parts = [spendable ? 'can be spent' : 'cannot be spent'];
  if (qualifying) parts.push('counts for tiers');
  if (currency.pending) {
    const { pending } = currency;
    parts.push('for' in pending ? `waits ${pending.for}` : `waits for ${pending.until}`);
  }
  parts.push(expiryInWords(currency.expiry));
  for (const cap of currency.caps ?? []) {
    parts.push(`at most ${cap.points.toLocaleString('en-US')} in ${cap.per}`);
  }
  if (currency.overdraft) {
    parts.push(`may go ${currency.overdraft.limit.toLocaleString('en-US')} below zero`);
  }
  if (currency.transfer) parts.push('can be transferred');
  return parts.join(', ');
}

function expiryInWords(expiry: CurrencyDocument['expiry']): string {
  if (typeof expiry === 'string') return 'never expires';
  if ('rolling' in expiry)
    return `expires ${expiry.rolling} after it was ${expiry.from ?? 'earned'}`;
  if ('sliding' in expiry) return `expires ${expiry.sliding} after the last activity`;
  const years = expiry.years ? `, ${expiry.years} full years later` : '';
  return `expires on ${expiry.calendar}${years}`;
}
