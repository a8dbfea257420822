import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Pool } from '../../platform/db/pool.ts';
import { type FindingKind, KINDS } from './core/findings.ts';
import { type Rate, rateOf, ratesOf } from './core/measures.ts';
import { type CountedDay, countsBetween, sumOf } from './counts-store.ts';
import { findingsOf } from './findings-store.ts';
import { finishedSweeps, type Sweep } from './sweep-store.ts';

const DAY_MS = 86_400_000;
/** Days that a read looks back when nothing is said. */
const DAYS = 30;
/** Sweeps that are shown over time. */
const SWEEPS = 30;

/** Which days and which source. */
export interface QualityQuery {
  readonly from?: string;
  readonly to?: string;
  readonly source?: string;
}

/** The figures of data quality: in all, by source, by channel, by day; and those of the members. */
export async function readQuality(pool: Pool, query: QualityQuery, now: Instant) {
  const to = query.to ?? dayOf(now);
  const from = query.from ?? dayOf(Date.parse(`${to}T00:00:00Z`) - (DAYS - 1) * DAY_MS);
  const [days, sweeps] = await Promise.all([
    countsBetween(pool, { from, to, source: query.source ?? null }),
    finishedSweeps(pool, SWEEPS),
  ]);
  const [last] = sweeps;
  return {
    from,
    to,
    figures: ratesOf(sumOf(days)),
    sources: groupsOf(days, 'source'),
    channels: groupsOf(days, 'channel'),
    days: groupsOf(days, 'day'),
    members: last ? { ...toldSweep(last), before: sweeps.slice(1).map(toldSweep) } : null,
  };
}

function groupsOf(days: readonly CountedDay[], by: 'source' | 'channel' | 'day') {
  return Object.entries(Object.groupBy(days, (one) => one[by]))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group = []]) => ({ [by]: name, figures: ratesOf(sumOf(group)) }));
}

function toldSweep({ finishedAt, members, counts }: Sweep) {
  const has = (name: string): number => counts[name] ?? 0;
  const fields = Object.keys(counts).filter((name) => /^(identifier|attribute) /.test(name));
  const figures: Rate[] = [
    ...fields.sort().map((name) => rateOf('completeness', name, has(name), members)),
    rateOf('completeness', 'reachable', has('reachable'), members),
    rateOf('uniqueness', 'one row a person', members - has('merged'), members),
    rateOf('match', 'on several channels', has('on several channels'), has('channels looked at')),
  ];
  return { at: finishedAt === null ? null : formatInstant(finishedAt), members, figures };
}

function dayOf(at: Instant): string {
  return formatInstant(at).slice(0, 10);
}

/** What to mend, the most frequent first, each with what to do about it. */
export async function readMend(
  pool: Pool,
  query: { readonly kind?: FindingKind; readonly source?: string; readonly limit: number },
) {
  const { kind = null, source = null, limit } = query;
  const rows = await findingsOf(pool, { kind, source, limit });
  return {
    items: rows.map(({ firstSeen, lastSeen, ...row }) => ({
      ...row,
      firstSeen: formatInstant(firstSeen),
      lastSeen: formatInstant(lastSeen),
      fix: row.hint === null ? KINDS[row.kind] : `${KINDS[row.kind]} Did it mean "${row.hint}"?`,
    })),
  };
}
