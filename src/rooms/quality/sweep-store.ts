import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { readState } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import type { LookedAtMember, SweepCounts } from './core/member-measures.ts';
import { MOMENT } from './moment.ts';

/** A walk through all members. */
export interface Sweep {
  readonly sweep: number;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly position: number;
  readonly members: number;
  readonly counts: SweepCounts;
}

const SWEEP = `sweep, started_at as "startedAt", finished_at as "finishedAt", position, members,
  counts`;

/** The last sweep, held until the transaction ends; null before the first. */
export async function lastSweep(client: Queryable): Promise<Sweep | null> {
  const { rows } = await client.query<Sweep>({
    name: 'quality_last_sweep',
    text: `select ${SWEEP} from quality_sweeps order by sweep desc limit 1 for update`,
    values: [],
  });
  return rows[0] ?? null;
}

/** The last sweeps that went through all members, newest first. */
export async function finishedSweeps(client: Queryable, limit: number): Promise<Sweep[]> {
  const { rows } = await client.query<Sweep>({
    name: 'quality_finished_sweeps',
    text: `select ${SWEEP} from quality_sweeps where finished_at is not null
      order by sweep desc limit $1::integer`,
    values: [limit],
  });
  return rows;
}

/** Begins a sweep; one that another hub has begun meanwhile stays. */
export async function beginSweep(client: Queryable, sweep: number, at: Instant): Promise<void> {
  await client.query({
    name: 'quality_begin_sweep',
    text: `insert into quality_sweeps (sweep, started_at, position, members, counts)
      values ($1::integer, ${MOMENT} $2::float8, 0, 0, '{}') on conflict do nothing`,
    values: [sweep, at],
  });
}

/** Keeps how far a sweep has come. */
export async function keepSweep(client: Queryable, sweep: Sweep): Promise<void> {
  await client.query({
    name: 'quality_keep_sweep',
    text: `update quality_sweeps set position = $2::bigint, members = $3::bigint,
        counts = $4::json, finished_at = ${MOMENT} $5::float8
      where sweep = $1::integer`,
    values: [
      sweep.sweep,
      sweep.position,
      sweep.members,
      JSON.stringify(sweep.counts),
      sweep.finishedAt,
    ],
  });
}

/** Of one member in so many the events are looked at, for the channels on them. */
const CHANNELS_OF = 20;
/** Events of such a member that are looked at. */
const EVENTS = 200;

/** The next members behind an id, and the last id that was looked at. */
export async function membersBehind(
  client: Queryable,
  after: number,
  limit: number,
): Promise<{ readonly last: number | null; readonly members: LookedAtMember[] }> {
  const { rows } = await client.query<{
    memberId: number;
    state: unknown;
    kinds: string[];
    channels: number | null;
  }>({
    name: 'quality_members_behind',
    text: `select s.member_id as "memberId", s.state,
        array(
          select distinct kind from v_identifier_kinds i where i.member_id = s.member_id
        ) as kinds,
        case when s.member_id % ${CHANNELS_OF} = 0 then (
          select count(distinct channel) from (
            select channel from v_events e where e.member_id = s.member_id
            order by no desc limit ${EVENTS}) seen
        ) end as channels
      from v_member_states s
      where s.member_id > $1::bigint order by s.member_id limit $2::integer`,
    values: [after, limit],
  });
  const members = rows.map(({ memberId, state, kinds, channels }) => {
    const { attributes, purchases, slices } = readState(state);
    const names = Object.keys(attributes);
    return {
      ...{ id: formatMemberId(memberId), kinds, channels, attributes: names },
      purchases: purchases.count,
      merged: slices.identity?.into !== undefined,
    };
  });
  return { last: rows.at(-1)?.memberId ?? null, members };
}
