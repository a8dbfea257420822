import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type MemberState, readState } from '../engine/index.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** Which members of the list are looked at next. */
export interface Stretch {
  /** Behind this id in the list's direction; null at its beginning. */
  readonly after: number | null;
  readonly descending: boolean;
  readonly limit: number;
  readonly status: string | null;
  readonly joinedFrom: Instant | null;
  readonly joinedTo: Instant | null;
}

/** The next members of a list by id, also those who have left. */
export async function memberIdsOf(client: Queryable, stretch: Stretch): Promise<number[]> {
  const { after, descending, status, joinedFrom, joinedTo, limit } = stretch;
  const [than, order] = descending ? ['<', 'desc'] : ['>', 'asc'];
  const { rows } = await client.query<{ memberId: number }>({
    name: `view_member_ids_${order}`,
    text: `select member_id as "memberId" from v_members
      where ($1::bigint is null or member_id ${than} $1::bigint)
        and ($2::text is null or status = $2::text)
        and ($3::float8 is null or joined_at >= ${MOMENT} $3::float8)
        and ($4::float8 is null or joined_at < ${MOMENT} $4::float8)
      order by member_id ${order} limit $5::integer`,
    values: [after, status, joinedFrom, joinedTo, limit],
  });
  return rows.map(({ memberId }) => memberId);
}

/** The states of these members, by id; who has none is left out. */
export async function statesOf(
  client: Queryable,
  ids: readonly number[],
): Promise<Map<number, MemberState>> {
  const { rows } = await client.query<{ memberId: number; state: unknown }>({
    name: 'view_states_of',
    text: `select member_id as "memberId", state from v_member_states
      where member_id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(rows.map(({ memberId, state }) => [memberId, readState(state)]));
}
