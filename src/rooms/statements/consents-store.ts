import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type Decision, readDecision } from '../engine/index.ts';

/** One word of a member about a purpose, as its event keeps it. */
export interface ConsentRow {
  readonly no: number;
  readonly source: string;
  readonly id: string;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly channel: string | null;
  readonly store: string | null;
  readonly touchpoint: string | null;
  readonly data: unknown;
  readonly decision: Decision;
}

/** Words that one read shows; nobody changes his or her mind more often. */
const MOST = 500;

/** What a member has said yes and no to, newest first. */
export async function consentsOf(client: Queryable, memberId: number): Promise<ConsentRow[]> {
  const { rows } = await client.query<ConsentRow>({
    name: 'statements_consents_of',
    text: `select no, source, id, happened_at as "happenedAt", recorded_at as "recordedAt",
        channel, store, touchpoint, data, decision
      from v_events
      where member_id = $1::bigint and type in ('consent.given', 'consent.withdrawn')
      order by no desc limit $2::integer`,
    values: [memberId, MOST],
  });
  return rows.map((row) => ({ ...row, decision: readDecision(row.decision) }));
}
