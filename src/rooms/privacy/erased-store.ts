import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/**
 * Ends what lies here of members who have been erased: exports go, words are forgotten, a request
 * for erasure is done and any other is over. At most `limit` requests; returns how many.
 */
export async function endErased(client: Queryable, now: Instant, limit: number): Promise<number> {
  const { rows } = await client.query<{ ended: number }>(
    `with ended as (
        select r.request_id from data_requests r join members m using (member_id)
        left join members into_whom on into_whom.member_id = m.merged_into
        where 'erased' in (m.status, into_whom.status)
          and (r.closed_at is null or r.reason is not null)
        limit $2::integer),
      gone as (
        delete from data_exports e using ended where e.request_id = ended.request_id),
      told as (
        update data_requests r set reason = null,
            state = case when closed_at is not null then state
              when kind = 'erase' then 'done' else 'expired' end,
            closed_at = coalesce(closed_at, to_timestamp($1::float8 / 1000)),
            closed_by = coalesce(closed_by, 'hub')
          from ended where r.request_id = ended.request_id)
      select count(*)::integer as ended from ended`,
    [now, limit],
  );
  return rows[0]?.ended ?? 0;
}
