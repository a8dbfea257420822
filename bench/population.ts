import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { history } from '../demo/history.ts';
import { connect } from '../src/platform/db/connect.ts';
import { settleDue } from '../src/rooms/intake/index.ts';
import { sealNewMembers } from '../src/rooms/members/index.ts';
import type { Ground } from './ground.ts';

/** Members of the demo whose full histories give the states that the population is made of. */
const MODELS = 400;
const CHUNK = 500;
const ROWS_PER_CHUNK = 2_000;
/** Members whose keys are in memory at once. */
const PEOPLE = 20_000;
/** The first member of the copied population; the models have lower ids. */
const FIRST = 1_000_000;

/** The card of the n-th member of the population. */
export function cardOf(n: number): string {
  return `BENCH${String(n).padStart(9, '0')}`;
}

/**
 * Lets real demo members live two years through the intake, and settles what has fallen due since
 * their last event, as a hub's task does every minute: their states are the models.
 */
export async function liveModels({ rooms, pool }: Ground, until: number): Promise<void> {
  let chunk: unknown[] = [];
  for (const event of history({ members: MODELS, until, seed: 7, order: 'time' })) {
    chunk.push(event);
    if (chunk.length < CHUNK) continue;
    await rooms.intake.submit(chunk);
    chunk = [];
  }
  await rooms.intake.submit(chunk);
  const programs = rooms.programs();
  if (!programs) throw new Error('the bench has no program');
  while ((await settleDue(pool, { now: until, limit: CHUNK, programs })).more);
}

/** Grows the population to `size` members, each with the state of some model, by COPY. */
export async function populate(ground: Ground, from: number, size: number): Promise<void> {
  const { rows } = await ground.pool.query<{ no: number; state: string; due: string }>(
    `select no, state::text as state, coalesce(due_at::text, '\\N') as due
      from member_states where member_id < $1 order by member_id`,
    [FIRST],
  );
  const model = (n: number): (typeof rows)[number] =>
    rows[n % rows.length] as (typeof rows)[number];
  await copy(
    ground,
    'members (member_id, joined_at, enrolled_source, enrolled_id)',
    from,
    size,
    (n) => `${FIRST + n}\t2024-12-01\tbench\t${n}\n`,
  );
  for (let first = from; first < size; first += PEOPLE) {
    await copyPeople(ground, first, Math.min(size, first + PEOPLE));
  }
  await copy(ground, 'member_states (member_id, no, due_at, state)', from, size, (n) => {
    const { no, due, state } = model(n);
    return `${FIRST + n}\t${no}\t${due}\t${state.replaceAll('\\', '\\\\')}\n`;
  });
  await ground.pool.query('vacuum (analyze) member_states');
  await ground.pool.query('vacuum (analyze) identifiers');
}

/** Some members' keys and cards, sealed as the hub does it. */
async function copyPeople(ground: Ground, from: number, size: number): Promise<void> {
  const cards = Array.from({ length: size - from }, (_, index) => {
    return { kind: 'card', value: cardOf(from + index), memberId: FIRST + from + index };
  });
  const ids = cards.map(({ memberId }) => memberId);
  const { keys, identifiers } = sealNewMembers(ground.rooms.vault, ids, cards);
  await copy(ground, 'member_keys (member_id, key_id, wrapped)', from, size, (n) => {
    const { memberId, keyId, wrapped } = keys[n - from] as (typeof keys)[number];
    return `${memberId}\t${keyId}\t${bytea(wrapped)}\n`;
  });
  const columns = 'kind, blind, member_id, sealed, created_at';
  await copy(ground, `identifiers (${columns})`, from, size, (n) => {
    const one = identifiers[n - from] as (typeof identifiers)[number];
    return `card\t${bytea(one.blind)}\t${one.memberId}\t${bytea(one.sealed)}\t2024-12-01\n`;
  });
}

function bytea(bytes: Buffer): string {
  return `\\\\x${bytes.toString('hex')}`;
}

async function copy(
  { url }: Ground,
  target: string,
  from: number,
  size: number,
  row: (n: number) => string,
): Promise<void> {
  const client = await connect(url, { name: 'bench copy' });
  try {
    const sink = client.query(copyFrom(`copy ${target} from stdin`));
    await pipeline(Readable.from(chunks(from, size, row)), sink);
  } finally {
    await client.end();
  }
}

function* chunks(from: number, size: number, row: (n: number) => string): Generator<string> {
  for (let first = from; first < size; first += ROWS_PER_CHUNK) {
    let text = '';
    for (let n = first; n < Math.min(size, first + ROWS_PER_CHUNK); n++) text += row(n);
    yield text;
  }
}
