import Type, { type Static } from 'typebox';
import { PERIODS, type Period } from '../../../../kernel/period.ts';
import type { Problem } from '../../../../kernel/problem.ts';
import { Count, PeriodText } from '../vocabulary-schema.ts';

const strict = { additionalProperties: false };
const most = { minItems: 1, maxItems: 6 };
const Times = Type.Object({ times: Count, per: PeriodText }, strict);

/** How often a member may have something: `[{ times: 1, per: P1D }]`. */
export const TimesLimits = Type.Array(Times, most);

/** How often, and for how many points in all: `[{ points: 500, per: P1M }]`. */
export const MemberLimits = Type.Array(
  Type.Union([Type.Object({ points: Count, per: PeriodText }, strict), Times]),
  most,
);

type LimitsDocument = Static<typeof MemberLimits>;

/** What one member may have in one period, compiled; the engine counts under its `key`. */
export interface OfferLimit {
  readonly key: string;
  readonly counts: 'points' | 'times';
  readonly most: number;
  readonly per: Period;
}

/** Compiles limits; `owner` (`reward:tote-bag`) begins their keys. */
export function compileLimits(owner: string, limits: LimitsDocument | undefined): OfferLimit[] {
  return (limits ?? []).map((limit) => {
    const counts = 'points' in limit ? 'points' : 'times';
    const most = 'points' in limit ? limit.points : limit.times;
    return { key: `${owner}:${counts}:${limit.per}`, counts, most, per: limit.per as Period };
  });
}

/** Limits that are given twice, or that a lower one on a longer period makes idle. */
export function checkMemberLimits(limits: LimitsDocument | undefined, path: string): Problem[] {
  const all = compileLimits('', limits);
  return all.flatMap((limit, index): Problem[] => {
    const at = `${path}/${index}`;
    if (all.findIndex((other) => other.key === limit.key) < index) {
      const detail = `There are two limits of ${limit.counts} for ${limit.per}.`;
      return [{ code: 'duplicate_limit', path: at, detail, fix: 'Keep the lower one.' }];
    }
    const lower = all.find((other) => makesIdle(other, limit));
    if (!lower) return [];
    const detail = `${limit.most} a ${limit.per} is idle: ${lower.per} ends at ${lower.most}.`;
    const fix = 'Give the longer period the higher limit.';
    return [{ code: 'limit_never_reached', path: at, detail, fix }];
  });
}

function makesIdle(other: OfferLimit, limit: OfferLimit): boolean {
  const longer = PERIODS.indexOf(other.per) > PERIODS.indexOf(limit.per);
  return longer && other.counts === limit.counts && other.most < limit.most;
}
