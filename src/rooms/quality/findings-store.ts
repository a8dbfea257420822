import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Finding, FindingKind } from './core/findings.ts';
import { MOMENT } from './moment.ts';

/** Adds to what is to be mended; one statement for any number of findings. */
export async function addFindings(
  client: Queryable,
  at: Instant,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  await client.query({
    name: 'quality_add_findings',
    text: `insert into quality_findings as known
        (kind, source, subject, times, first_seen, last_seen, hint)
      select kind, source, subject, times, ${MOMENT} $1::float8, ${MOMENT} $1::float8, hint
      from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
        as new (kind, source, subject, times, hint)
      order by kind, source, subject
      on conflict (kind, source, subject) do update
        set times = known.times + excluded.times, last_seen = excluded.last_seen,
          hint = coalesce(excluded.hint, known.hint)`,
    values: [
      at,
      findings.map(({ kind }) => kind),
      findings.map(({ source }) => source),
      findings.map(({ subject }) => subject),
      findings.map(({ times }) => times),
      findings.map(({ hint }) => hint),
    ],
  });
}

/** A finding as it is kept. */
export interface FindingRow extends Finding {
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
}

/** What is to be mended, the most frequent first. */
export async function findingsOf(
  client: Queryable,
  {
    kind,
    source,
    limit,
  }: { readonly kind: FindingKind | null; readonly source: string | null; readonly limit: number },
): Promise<FindingRow[]> {
  const { rows } = await client.query<FindingRow>({
    name: 'quality_findings_of',
    text: `select kind, source, subject, times, first_seen as "firstSeen",
        last_seen as "lastSeen", hint
      from quality_findings
      where ($1::text is null or kind = $1::text) and ($2::text is null or source = $2::text)
      order by times desc, kind, source, subject limit $3::integer`,
    values: [kind, source, limit],
  });
  return rows;
}

/** Takes back what was not seen since a moment: it has been mended. At most `limit` rows. */
export async function forgetFindings(
  client: Queryable,
  before: Instant,
  limit: number,
): Promise<number> {
  const { rowCount } = await client.query({
    name: 'quality_forget_findings',
    text: `delete from quality_findings where (kind, source, subject) in (
        select kind, source, subject from quality_findings
        where last_seen < ${MOMENT} $1::float8 limit $2::integer)`,
    values: [before, limit],
  });
  return rowCount ?? 0;
}
