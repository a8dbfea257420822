import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Evidence } from './core/compare.ts';
import type { Sketch } from './core/sketch.ts';
import { readSketch, storeSketch } from './core/stored-sketch.ts';

/** What was found of two members, and what was decided. */
export interface DuplicateRow {
  readonly low: number;
  readonly high: number;
  readonly state: 'open' | 'merged' | 'different';
  readonly score: number;
  readonly rule: string | null;
  readonly evidence: Evidence;
  readonly foundAt: Instant;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
}

const DUPLICATE = `low, high, state, score, rule, evidence, found_at as "foundAt",
  decided_at as "decidedAt", decided_by as "decidedBy"`;

/** Replaces what is known of a member. */
export async function saveSketch(
  client: Queryable,
  sketch: Sketch,
  tokens: readonly string[],
  at: Instant,
): Promise<void> {
  await client.query({
    name: 'identity_save_sketch',
    text: `with gone as (
        delete from match_tokens where member_id = $1::bigint and token <> all($3::text[])
      ), tokens as (
        insert into match_tokens (token, member_id)
        select token, $1::bigint from unnest($3::text[]) as new (token)
        order by token on conflict do nothing
      )
      insert into member_sketches as known (member_id, sketch, learnt_at)
      values ($1::bigint, $2::json, to_timestamp($4::float8 / 1000.0))
      on conflict (member_id) do update
        set sketch = excluded.sketch, learnt_at = excluded.learnt_at`,
    values: [sketch.id, storeSketch(sketch), tokens, at],
  });
}

/** What was known of a member before. */
export async function sketchOfMember(client: Queryable, memberId: number): Promise<Sketch | null> {
  const { rows } = await client.query<{ sketch: unknown }>({
    name: 'identity_sketch_of_member',
    text: 'select sketch from member_sketches where member_id = $1::bigint for update',
    values: [memberId],
  });
  return rows[0] ? readSketch(rows[0].sketch) : null;
}

/** Others who share a token: of a token that more than `most` have, nobody. */
export async function sketchesSharing(
  client: Queryable,
  memberId: number,
  tokens: readonly string[],
  most: number,
): Promise<Sketch[]> {
  const { rows } = await client.query<{ sketch: unknown }>({
    name: 'identity_sketches_sharing',
    text: `select s.sketch from member_sketches s where s.member_id in (
        select unnest(block.members) from unnest($2::text[]) as asked (token)
        cross join lateral (
          select array_agg(member_id) as members from (
            select member_id from match_tokens t where t.token = asked.token limit $3::integer + 1
          ) few
        ) block
        where cardinality(block.members) <= $3::integer
      ) and s.member_id <> $1::bigint
      order by s.member_id`,
    values: [memberId, tokens, most],
  });
  return rows.map(({ sketch }) => readSketch(sketch));
}

/** Notes what two have in common; what was decided of them stays. */
export async function noteDuplicate(
  client: Queryable,
  found: Pick<DuplicateRow, 'low' | 'high' | 'score' | 'rule' | 'evidence' | 'foundAt'>,
): Promise<DuplicateRow> {
  const { low, high, score, rule, evidence, foundAt } = found;
  const { rows } = await client.query<DuplicateRow>({
    name: 'identity_note_duplicate',
    text: `insert into duplicates as known (low, high, score, rule, evidence, found_at)
      values ($1::bigint, $2::bigint, $3::integer, $4::text, $5::json,
        to_timestamp($6::float8 / 1000.0))
      on conflict (low, high) do update set score = excluded.score, rule = excluded.rule,
        evidence = excluded.evidence
      returning ${DUPLICATE}`,
    values: [low, high, score, rule, JSON.stringify(evidence), foundAt],
  });
  return rows[0] as DuplicateRow;
}

/** Remembers what was decided of two members; null when nobody has asked about them. */
export async function decideDuplicate(
  client: Queryable,
  { low, high }: Pick<DuplicateRow, 'low' | 'high'>,
  state: DuplicateRow['state'],
  by: string,
  at: Instant,
): Promise<DuplicateRow | null> {
  const { rows } = await client.query<DuplicateRow>({
    name: 'identity_decide_duplicate',
    text: `update duplicates set state = $3::text, decided_by = $4::text,
        decided_at = to_timestamp($5::float8 / 1000.0)
      where low = $1::bigint and high = $2::bigint returning ${DUPLICATE}`,
    values: [low, high, state, by, at],
  });
  return rows[0] ?? null;
}

/** Two members of whom something was found. */
export async function readDuplicate(
  client: Queryable,
  low: number,
  high: number,
): Promise<DuplicateRow | null> {
  const { rows } = await client.query<DuplicateRow>({
    name: 'identity_read_duplicate',
    text: `select ${DUPLICATE} from duplicates where low = $1::bigint and high = $2::bigint`,
    values: [low, high],
  });
  return rows[0] ?? null;
}

/** The surest first; `state` null for all. */
export async function listDuplicates(
  client: Queryable,
  state: DuplicateRow['state'] | null,
  limit: number,
): Promise<DuplicateRow[]> {
  const { rows } = await client.query<DuplicateRow>({
    name: 'identity_list_duplicates',
    text: `select ${DUPLICATE} from duplicates
      where $1::text is null or state = $1::text
      order by score desc, low, high limit $2::integer`,
    values: [state, limit],
  });
  return rows;
}

/** Sketches of a member and of all who were merged into it: what is known of one person. */
export async function sketchesOfPerson(client: Queryable, memberId: number): Promise<Sketch[]> {
  const { rows } = await client.query<{ sketch: unknown }>({
    name: 'identity_sketches_of_person',
    text: `select s.sketch from member_sketches s join members m on m.member_id = s.member_id
      where m.member_id = $1::bigint or m.merged_into = $1::bigint
        or m.member_id = (select merged_into from members where member_id = $1::bigint)
        or m.merged_into = (select merged_into from members where member_id = $1::bigint)`,
    values: [memberId],
  });
  return rows.map(({ sketch }) => readSketch(sketch));
}
