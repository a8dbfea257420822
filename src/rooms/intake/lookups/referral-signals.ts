import { numbers, texts } from '../../../platform/db/arrays.ts';
import type { Queryable } from '../../../platform/db/pool.ts';
import type { Sighting, SignalKind } from '../../referrals/index.ts';
import type { Lookup } from './lookup.ts';
import { cameBy, lookedAt, withFound } from './referral-said.ts';

/** Members told for one signal, the latest first. */
const SEEN = 100;
const MEMBER = 'member:';

interface Left {
  readonly kind: string;
  readonly hash: string;
  readonly memberId: number;
  readonly at: number;
}

/** Who else was seen with what a member left behind. Hashes only. */
export const referralSignals: Lookup = {
  name: 'referral-signals',
  room: 'referrals',
  asked: {
    by: ['member.enrolled', 'referral.bind', 'referral.signals', 'referral.matured'],
    keysOf(fact) {
      const friend = lookedAt(fact);
      if (friend !== null) return [MEMBER + friend];
      const said = cameBy(fact);
      if (!said) return [];
      return Object.entries(said.signals).map(([kind, hash]) => `${kind}:${hash}`);
    },
    load,
    enrich(fact, rows) {
      if (fact.type === 'referral.signals') return fact;
      const found = this.keysOf(fact).flatMap((key) => (rows.get(key) ?? []) as Sighting[]);
      return withFound(fact, (said) => ({
        ...said,
        sightings: [...((said.sightings as unknown[] | undefined) ?? []), ...found],
      }));
    },
  },
  watched: {
    types: ['member.enrolled', 'referral.bind', 'referral.signals'],
    after({ memberId, fact }, rows) {
      const said = cameBy(fact);
      const name = (kind: string, hash: string): string => `left:${kind}:${hash}:${memberId}`;
      const signals = Object.entries(said?.signals ?? {}).filter(
        ([kind, hash]) => !rows.has(name(kind, hash)),
      );
      if (signals.length === 0) return null;
      return new Map(
        signals.map(([kind, hash]) => {
          const left: Left = { kind, hash, memberId, at: fact.happenedAt };
          return [name(kind, hash), left];
        }),
      );
    },
  },
  after: () => null,
  save(client, rows) {
    const left = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)) as [string, Left][];
    return client.query({
      name: 'intake_insert_referral_signals',
      text: `insert into referral_signals (kind, hash, member_id, at)
        select kind, hash, member_id, 'epoch'::timestamptz + interval '1 millisecond' * at
        from unnest($1::text[], $2::text[], $3::bigint[], $4::float8[])
          as new (kind, hash, member_id, at)
        on conflict do nothing`,
      values: [
        texts(left.map(([, { kind }]) => kind)),
        texts(left.map(([, { hash }]) => hash)),
        numbers(left.map(([, { memberId }]) => memberId)),
        numbers(left.map(([, { at }]) => at)),
      ],
    });
  },
};

interface Row {
  readonly key: string;
  readonly kind: SignalKind;
  readonly seen: Sighting['seen'];
}

async function load(client: Queryable, keys: readonly string[]): Promise<Map<string, Sighting[]>> {
  const signals = keys.filter((key) => !key.startsWith(MEMBER)).map((key) => key.split(':'));
  const members = keys
    .filter((key) => key.startsWith(MEMBER))
    .map((key) => Number(key.slice(MEMBER.length)));
  const { rows } = await client.query<Row>({
    name: 'intake_find_referral_signals',
    text: `with asked as (
        select kind || ':' || hash as key, kind, hash
          from unnest($1::text[], $2::text[]) as a (kind, hash)
        union all
        select 'member:' || member_id, kind, hash from referral_signals
          where member_id = any($3::bigint[])
      )
      select a.key, a.kind, (
          select coalesce(json_agg(s), '[]'::json) from (
            select s.member_id as member,
              round(extract(epoch from s.at) * 1000)::bigint as at, f.advocate_id as advocate
            from referral_signals s left join referral_friends f on f.friend_id = s.member_id
            where s.kind = a.kind and s.hash = a.hash order by s.at desc limit ${SEEN}
          ) s
        ) as seen
      from asked a order by a.key, a.kind, a.hash`,
    values: [
      texts(signals.map(([kind = '']) => kind)),
      texts(signals.map(([, hash = '']) => hash)),
      numbers(members),
    ],
  });
  const found = new Map<string, Sighting[]>();
  for (const { key, kind, seen } of rows) {
    found.set(key, [...(found.get(key) ?? []), { kind, seen }]);
  }
  return found;
}
