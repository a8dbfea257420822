import { split } from '../../../../kernel/integer.ts';
import type { PurchaseData } from '../../../events/index.ts';
import { lineBases } from './base.ts';
import type { Earned, EarningInput } from './earning.ts';

const NET = { of: 'net', tax: true, shipping: false, rewards: true } as const;

/**
 * Shares points that are for the whole basket out over the lines that count, by their net money.
 */
export function shareOverLines(points: number, { facts, counts }: EarningInput): Earned {
  if (counts.length === 0) return { points, perLine: [] };
  const bases = lineBases(facts.fact.data as unknown as PurchaseData, counts, NET, true);
  const weights = bases.some((base) => base > 0) ? bases : counts.map((one) => (one ? 1 : 0));
  return { points, perLine: split(points, weights) };
}
