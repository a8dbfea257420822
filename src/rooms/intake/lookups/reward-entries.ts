import { numbers, texts } from '../../../platform/db/arrays.ts';
import type { Lookup } from './lookup.ts';

/** What an effect says of an entry: it is there, it is over, or it has been told how it went. */
type Entry =
  | { readonly is: 'open'; readonly seal: string; readonly memberId: number }
  | { readonly is: 'over' | 'told' };

/** Entries of draws, by the redemption: decisions do not ask for them, a draw does. */
export const rewardEntries: Lookup = {
  name: 'reward-entries',
  room: 'rewards',
  after({ kind, id, draw, from, why }, { memberId }) {
    if (kind === 'entered') return said(id, { is: 'open', seal: String(draw), memberId });
    if (kind === 'won') return said(id, { is: 'told' });
    if (kind !== 'released' || from !== 'entered') return null;
    return said(id, { is: why === 'not-drawn' ? 'told' : 'over' });
  },
  save(client, rows) {
    const of = (is: Entry['is']): string[] =>
      [...rows].flatMap(([id, row]) => ((row as Entry).is === is ? [id] : []));
    const open = [...rows].flatMap(([id, row]) => {
      const entry = row as Entry;
      return entry.is === 'open' ? [{ id, seal: entry.seal, memberId: entry.memberId }] : [];
    });
    return client.query({
      name: 'intake_save_reward_entries',
      text: `with over as (
          delete from reward_entries where redemption = any($4::text[]) and not told
        ), told as (
          update reward_entries set told = true where redemption = any($5::text[])
        )
        insert into reward_entries (seal, redemption, member_id)
          select seal, redemption, member_id
          from unnest($1::text[], $2::text[], $3::bigint[]) as new (seal, redemption, member_id)
          on conflict (seal, redemption) do nothing`,
      values: [
        texts(open.map(({ seal }) => seal)),
        texts(open.map(({ id }) => id)),
        numbers(open.map(({ memberId }) => memberId)),
        texts(of('over')),
        texts(of('told')),
      ],
    });
  },
};

function said(id: unknown, entry: Entry): ReadonlyMap<string, Entry> {
  return new Map([[String(id), entry]]);
}
