import { numbers, texts } from '../../../platform/db/arrays.ts';
import type { Lookup } from './lookup.ts';

interface Taken {
  readonly memberId: number;
  readonly at: number;
}

/** Whose referral code it is. The first who takes one has it; the table's key settles a race. */
export const referralCodes: Lookup = {
  name: 'referral-codes',
  room: 'referrals',
  asked: {
    by: ['referral.code'],
    keysOf({ data }) {
      const { code } = data as { code: string | null };
      return code === null ? [] : [code];
    },
    async load(client, keys) {
      const { rows } = await client.query<{ code: string; memberId: number }>({
        name: 'intake_find_referral_codes',
        text: `select code, member_id as "memberId" from referral_codes
          where code = any($1::text[])`,
        values: [texts(keys)],
      });
      return new Map(rows.map(({ code, memberId }) => [code, { memberId }]));
    },
    enrich(fact, rows, memberId) {
      const { code } = fact.data as { code: string };
      const taken = rows.get(code) as Taken | undefined;
      const data = { code, taken: taken !== undefined && taken.memberId !== memberId };
      return { ...fact, data };
    },
  },
  after(effect, { memberId, fact }, rows) {
    if (effect.kind !== 'referral-code' || rows.has(effect.code as string)) return null;
    return new Map([[effect.code as string, { memberId, at: fact.happenedAt }]]);
  },
  save(client, rows) {
    const taken = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)) as [string, Taken][];
    return client.query({
      name: 'intake_insert_referral_codes',
      text: `insert into referral_codes (code, member_id, at)
        select code, member_id, 'epoch'::timestamptz + interval '1 millisecond' * at
        from unnest($1::text[], $2::bigint[], $3::float8[]) as new (code, member_id, at)`,
      values: [
        texts(taken.map(([code]) => code)),
        numbers(taken.map(([, { memberId }]) => memberId)),
        numbers(taken.map(([, { at }]) => at)),
      ],
    });
  },
};
