import { int8s } from '../../platform/db/binary-arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/**
 * Destroys the data keys of members and everything that was sealed with them, with what stands in
 * for it in indexes; also of those who were merged into them. What old backups hold of it is noise
 * without the key.
 */
export function eraseMembers(client: Queryable, memberIds: readonly number[]): Promise<unknown> {
  return client.query({
    name: 'members_erase',
    text: `with recursive gone (member_id) as (
        select unnest($1::bigint[])
        union
        select m.member_id from members m join gone g on m.merged_into = g.member_id
      ), keys as (
        delete from member_keys where member_id in (select member_id from gone)
      ), sketches as (
        delete from member_sketches where member_id in (select member_id from gone)
      ), tokens as (
        delete from match_tokens where member_id in (select member_id from gone)
      )
      , profiles as (
        delete from member_profiles where member_id in (select member_id from gone)
      )
      delete from identifiers where member_id in (select member_id from gone)`,
    values: [int8s(memberIds)],
  });
}
