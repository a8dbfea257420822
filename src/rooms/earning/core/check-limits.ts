import { PERIODS, type Period } from '../../../kernel/period.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { RuleDocument } from './section.ts';

interface Limit {
  readonly counts: 'points' | 'times';
  readonly most: number;
  readonly per: Period;
}

/** Limits that are given twice, or that a lower one on a longer period makes idle. */
export function checkLimits(rule: RuleDocument, path: string): Problem[] {
  const limits = (rule.limits?.perMember ?? []).map(
    (limit): Limit => ({
      counts: 'points' in limit ? 'points' : 'times',
      most: 'points' in limit ? limit.points : limit.times,
      per: limit.per as Period,
    }),
  );
  return limits.flatMap((limit, index): Problem[] => {
    const at = `${path}/limits/perMember/${index}`;
    const alike = limits.filter((other) => other.counts === limit.counts);
    if (limits.some((other, before) => before < index && same(other, limit))) {
      return [
        {
          code: 'duplicate_limit',
          path: at,
          detail: `There are two limits of ${limit.counts} for ${limit.per}.`,
          fix: 'Keep the lower one.',
        },
      ];
    }
    const lower = alike.find((other) => longer(other, limit) && other.most < limit.most);
    if (!lower) return [];
    return [
      {
        code: 'limit_never_reached',
        path: at,
        detail: `${limit.most} a ${limit.per} is idle: ${lower.per} ends at ${lower.most}.`,
        fix: 'Give the longer period the higher limit.',
      },
    ];
  });
}

function same(one: Limit, other: Limit): boolean {
  return one.counts === other.counts && one.per === other.per;
}

function longer(one: Limit, other: Limit): boolean {
  return PERIODS.indexOf(one.per) > PERIODS.indexOf(other.per);
}
