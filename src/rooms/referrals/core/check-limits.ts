import { parseDecimal } from '../../../kernel/decimal.ts';
import { PERIODS, type Period } from '../../../kernel/period.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { moneyProblem } from './check-qualify.ts';
import type { LimitDocument } from './section.ts';

interface Limit {
  readonly counts: 'times' | 'cost';
  readonly most: number;
  readonly per: Period;
}

/** Caps of an advocate that are given twice, or that a lower one on a longer period makes idle. */
export function checkLimits(limits: readonly LimitDocument[], decimals: number): Problem[] {
  const all = limits.map((limit) => read(limit, decimals));
  return all.flatMap((limit, index): Problem[] => {
    const path = `/referrals/limits/perMember/${index}`;
    const document = limits[index] as LimitDocument;
    const wrong = 'cost' in document ? moneyProblem(document.cost, decimals, `${path}/cost`) : null;
    if (wrong) return [wrong];
    const alike = all.filter(({ counts }) => counts === limit.counts);
    if (alike.find(({ per }) => per === limit.per) !== limit) {
      const detail = `There are two limits of ${limit.counts} for ${limit.per}.`;
      return [{ code: 'duplicate_limit', path, detail, fix: 'Keep the lower one.' }];
    }
    const lower = alike.find((other) => longer(other, limit) && other.most < limit.most);
    if (!lower) return [];
    const detail = `The limit for ${limit.per} is idle: the one for ${lower.per} ends before it.`;
    const fix = 'Give the longer period the higher limit.';
    return [{ code: 'limit_never_reached', path, detail, fix }];
  });
}

function read(limit: LimitDocument, decimals: number): Limit {
  const per = limit.per as Period;
  if ('times' in limit) return { counts: 'times', most: limit.times, per };
  // What cannot be read is told as such; it makes no other limit idle.
  const most = parseDecimal(limit.cost, decimals) ?? Number.MAX_SAFE_INTEGER;
  return { counts: 'cost', most, per };
}

function longer(one: Limit, other: Limit): boolean {
  return PERIODS.indexOf(one.per) > PERIODS.indexOf(other.per);
}
