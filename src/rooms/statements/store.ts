import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type MemberState, readState } from '../engine/index.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** The state of one member; null for somebody the intake has never decided about. */
export async function stateOf(client: Queryable, memberId: number): Promise<MemberState | null> {
  const { rows } = await client.query<{ state: unknown }>({
    name: 'statements_state_of',
    text: 'select state from v_member_states where member_id = $1::bigint',
    values: [memberId],
  });
  return rows[0] ? readState(rows[0].state) : null;
}

/** Members for whom something has fallen due by `at`, in the order of their ids. */
export async function dueStates(
  client: Queryable,
  options: { readonly at: Instant; readonly after: number; readonly limit: number },
): Promise<{ memberId: number; state: MemberState }[]> {
  const { rows } = await client.query<{ memberId: number; state: unknown }>({
    name: 'statements_due_states',
    text: `select member_id as "memberId", state from v_member_states
      where due_at <= ${MOMENT} $1::float8 and member_id > $2::bigint
      order by member_id limit $3::integer`,
    values: [options.at, options.after, options.limit],
  });
  return rows.map(({ memberId, state }) => ({ memberId, state: readState(state) }));
}

/** Member ids in their order, those behind `after`. */
export async function memberIdsAfter(
  client: Queryable,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await client.query<{ memberId: number }>({
    name: 'statements_member_ids_after',
    text: `select member_id as "memberId" from v_member_states
      where member_id > $1::bigint order by member_id limit $2::integer`,
    values: [after, limit],
  });
  return rows.map((row) => row.memberId);
}
