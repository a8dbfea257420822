import { numbers, texts } from '../../../platform/db/arrays.ts';
import type { Lookup } from './lookup.ts';

/** Remembers the reach level that last paid an advocate; the checks of friends look at it. */
export const referralReach: Lookup = {
  name: 'referral-reach',
  room: 'referrals',
  after(effect, { memberId }) {
    if (effect.kind !== 'referral-counted' || effect.depth !== 1) return null;
    return new Map([[String(memberId), effect.reach]]);
  },
  save(client, rows) {
    const members = [...rows.keys()].map(Number).sort((a, b) => a - b);
    return client.query({
      name: 'intake_upsert_referral_advocates',
      text: `insert into referral_advocates as known (member_id, reach)
        select member_id, reach from unnest($1::bigint[], $2::text[]) as new (member_id, reach)
        on conflict (member_id) do update set reach = excluded.reach
          where known.reach <> excluded.reach`,
      values: [
        numbers(members),
        texts(members.map((member) => rows.get(String(member)) as string)),
      ],
    });
  },
};
