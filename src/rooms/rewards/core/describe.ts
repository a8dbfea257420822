import { describeGrants } from '../../program/index.ts';
import type { RewardDocument } from './section.ts';

/** A reward in one line of words, for the plan. */
export function describeReward(reward: RewardDocument): string {
  return [
    `${reward.kind} for ${priceInWords(reward)}`,
    reward.worth === undefined ? '' : `${reward.worth} off`,
    reward.gives ? `gives ${describeGrants(reward.gives)}` : '',
    stockInWords(reward),
    reward.tiers ? `for ${Object.values(reward.tiers).flat().join(', ')}` : '',
    reward.during ? `${reward.during.from ?? ''} to ${reward.during.to ?? ''}`.trim() : '',
    reward.draw ? `drawn after ${reward.draw.until}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function priceInWords({ price }: RewardDocument): string {
  if (!('exchange' in price)) {
    const points = `${price.amount.toLocaleString('en-US')} ${price.points}`;
    return price.money === undefined ? points : `${points} and ${price.money}`;
  }
  const { amount, share } = price.most ?? {};
  const most = [amount, share && `${share} of the basket`].filter(Boolean).join(' or ');
  const rate = `${price.exchange.points} ${price.points} each ${price.exchange.money}`;
  return most === '' ? rate : `${rate}, at most ${most}`;
}

function stockInWords({ stock }: RewardDocument): string {
  if (!stock) return '';
  const per = stock.per && stock.per !== 'ever' ? ` in ${stock.per}` : '';
  const stores = stock.perStore ? ` in ${Object.keys(stock.perStore).length} stores` : '';
  const units = stock.total ?? Object.values(stock.perStore ?? {}).reduce((sum, n) => sum + n, 0);
  return `${units.toLocaleString('en-US')} units${stores}${per}`;
}
