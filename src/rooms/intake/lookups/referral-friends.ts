import { numbers, texts } from '../../../platform/db/arrays.ts';
import type { Queryable } from '../../../platform/db/pool.ts';
import { membersById } from '../../members/index.ts';
import type { Introduction, Seen } from '../../referrals/index.ts';
import type { Lookup } from './lookup.ts';
import { cameBy, lookedAt, withFound } from './referral-said.ts';

/** How far up it is looked who brought whom, and how many friends of one advocate are told. */
const ANCESTORS = 16;
const BROUGHT = 100;

interface Known {
  readonly introduction: Introduction;
  /** The advocate's other friends, the latest first. */
  readonly brought: readonly Seen[];
}

interface Bound {
  readonly advocate: number;
  readonly referral: string;
  readonly at: number;
}

const CODE = 'code:';
const FRIEND = 'friend:';

/** Who brought whom: by a code for who names it, by the friend for a referral that is looked at. */
export const referralFriends: Lookup = {
  name: 'referral-friends',
  room: 'referrals',
  asked: {
    by: ['member.enrolled', 'referral.bind', 'referral.signals', 'referral.matured'],
    keysOf(fact) {
      const friend = lookedAt(fact);
      if (friend !== null) return [FRIEND + friend];
      const code = cameBy(fact)?.code;
      return typeof code === 'string' ? [CODE + code] : [];
    },
    load,
    enrich(fact, rows, memberId) {
      const [key] = this.keysOf(fact);
      const known = rows.get(key as string) as Known | undefined;
      return withFound(fact, (said) => ({
        ...said,
        friend: memberId,
        introduction: known?.introduction ?? null,
        sightings: [
          ...((said.sightings as unknown[] | undefined) ?? []),
          ...(known ? [{ kind: 'advocate', seen: known.brought }] : []),
        ],
      }));
    },
  },
  after(effect, { memberId, fact }, rows) {
    if (effect.kind !== 'referral-bound') return null;
    const known = rows.get(CODE + (effect.code as string)) as Known | undefined;
    if (!known) return null;
    const { advocate } = known.introduction;
    const bound: Bound = { advocate, referral: effect.referral as string, at: fact.happenedAt };
    return new Map([[`bound:${memberId}`, bound]]);
  },
  save(client, rows) {
    const bound = [...rows] as [string, Bound][];
    return client.query({
      name: 'intake_insert_referral_friends',
      text: `insert into referral_friends (friend_id, advocate_id, referral, at)
        select friend_id, advocate_id, referral,
          'epoch'::timestamptz + interval '1 millisecond' * at
        from unnest($1::bigint[], $2::bigint[], $3::text[], $4::float8[])
          as new (friend_id, advocate_id, referral, at)`,
      values: [
        numbers(bound.map(([key]) => Number(key.slice('bound:'.length)))),
        numbers(bound.map(([, { advocate }]) => advocate)),
        texts(bound.map(([, { referral }]) => referral)),
        numbers(bound.map(([, { at }]) => at)),
      ],
    });
  },
};

interface Line {
  readonly key: string;
  readonly line: number[];
  readonly reach: string | null;
  readonly brought: Seen[];
}

async function load(client: Queryable, keys: readonly string[]): Promise<Map<string, Known>> {
  const { rows } = await client.query<Line>({
    name: 'intake_find_referral_friends',
    text: `with recursive began as (
        select 'code:' || code as key, member_id as advocate from referral_codes
          where code = any($1::text[])
        union all
        select 'friend:' || friend_id, advocate_id from referral_friends
          where friend_id = any($2::bigint[])
      ), up (key, member, depth) as (
        select key, advocate, 0 from began
        union all
        select up.key, f.advocate_id, up.depth + 1
          from up join referral_friends f on f.friend_id = up.member
          where up.depth < ${ANCESTORS}
      ), lines as (
        select key, array_agg(member order by depth) as line from up group by key
      )
      select l.key, l.line, a.reach, (
          select coalesce(json_agg(b), '[]'::json) from (
            select friend_id as member,
              round(extract(epoch from at) * 1000)::bigint as at, advocate_id as advocate
            from referral_friends where advocate_id = l.line[1]
            order by at desc limit ${BROUGHT}
          ) b
        ) as brought
      from lines l left join referral_advocates a on a.member_id = l.line[1]`,
    values: [
      texts(keys.filter((key) => key.startsWith(CODE)).map((key) => key.slice(CODE.length))),
      numbers(
        keys.filter((key) => key.startsWith(FRIEND)).map((key) => Number(key.slice(FRIEND.length))),
      ),
    ],
  });
  const advocates = await membersById(client, [...new Set(rows.map(({ line }) => line[0] ?? 0))]);
  return new Map(
    rows.map((row) => {
      const status = advocates.get(row.line[0] ?? 0)?.status;
      return [row.key, known(row, status === 'left' || status === 'erased')];
    }),
  );
}

function known({ line, reach, brought }: Line, gone: boolean): Known {
  const [advocate, ...ancestors] = line as [number, ...number[]];
  return { introduction: { advocate, ancestors, reach, gone }, brought };
}
