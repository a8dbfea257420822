import type { Queryable } from '../../platform/db/pool.ts';
import type { Mark } from './core/chain.ts';
import type { ChainSum, Checkpoint } from './core/checkpoint.ts';

const CHECKPOINT = `no, at, encode(previous, 'hex') as previous, chains,
  encode(root, 'hex') as root, key_id as "keyId", encode(signature, 'hex') as signature`;

/** A chain that has grown since it was signed last, and how far it was signed. */
export interface GrownChain {
  readonly day: string;
  readonly writer: number;
  readonly rows: number;
  readonly signedRows: number;
  readonly signedLink: string | null;
  readonly signedEdge: readonly string[];
}

const CHECKPOINTS_LOCK = 7_204_590;

/** Holds others off until the transaction ends: checkpoints follow each other. */
export async function lockCheckpoints(client: Queryable): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1::bigint)', [CHECKPOINTS_LOCK]);
}

/** Chains that have grown since they were signed last, oldest first. */
export async function grownChains(client: Queryable, most: number): Promise<GrownChain[]> {
  const { rows } = await client.query<GrownChain>(
    `select h.day, h.writer, h.rows, coalesce(m.rows, 0) as "signedRows",
        encode(m.link, 'hex') as "signedLink",
        coalesce((select array_agg(encode(one, 'hex') order by place)
          from unnest(m.edge) with ordinality as roots (one, place)), '{}') as "signedEdge"
      from audit_heads h
      left join lateral (select rows, link, edge from audit_checkpoint_chains c
        where c.day = h.day and c.writer = h.writer order by rows desc limit 1) m on true
      where h.rows > coalesce(m.rows, 0)
      order by h.day, h.writer limit $1::int`,
    [most],
  );
  return rows;
}

export async function lastCheckpoint(client: Queryable): Promise<Checkpoint | null> {
  const { rows } = await client.query<Checkpoint>(
    `select ${CHECKPOINT} from audit_checkpoints order by no desc limit 1`,
  );
  return rows[0] ?? null;
}

export async function checkpointsAfter(
  client: Queryable,
  no: number,
  most: number,
): Promise<Checkpoint[]> {
  const { rows } = await client.query<Checkpoint>(
    `select ${CHECKPOINT} from audit_checkpoints where no > $1::int order by no limit $2::int`,
    [no, most],
  );
  return rows;
}

/** The sums of checkpoints, in the order in which they were signed. */
export async function sumsOf(
  client: Queryable,
  checkpoints: readonly number[],
): Promise<Map<number, ChainSum[]>> {
  const { rows } = await client.query<ChainSum & { checkpoint: number }>(
    `select checkpoint, day, writer, rows, encode(link, 'hex') as link, encode(root, 'hex') as root
      from audit_checkpoint_chains where checkpoint = any($1::int[])
      order by checkpoint, place`,
    [checkpoints],
  );
  const found = new Map<number, ChainSum[]>(checkpoints.map((no) => [no, []]));
  for (const { checkpoint, ...sum } of rows) found.get(checkpoint)?.push(sum);
  return found;
}

/** How far a chain had come at each checkpoint, smallest first. */
export async function marksOf(
  client: Queryable,
  chain: { readonly day: string; readonly writer: number },
): Promise<Mark[]> {
  const { rows } = await client.query<Mark>(
    `select checkpoint, rows, encode(link, 'hex') as link, encode(root, 'hex') as root,
        array(select encode(one, 'hex')
          from unnest(edge) with ordinality as roots (one, place) order by place) as edge
      from audit_checkpoint_chains where day = $1::date and writer = $2::int order by rows`,
    [chain.day, chain.writer],
  );
  return rows;
}

/** Writes a checkpoint with its sums. */
export async function insertCheckpoint(
  client: Queryable,
  checkpoint: Checkpoint,
  sums: readonly (ChainSum & { readonly edge: readonly string[] })[],
): Promise<void> {
  const { no, at, previous, chains, root, keyId, signature } = checkpoint;
  await client.query(
    `insert into audit_checkpoints (no, at, previous, chains, root, key_id, signature)
      values ($1::int, to_timestamp($2::float8 / 1000), decode($3::text, 'hex'), $4::int,
        decode($5::text, 'hex'), $6::text, decode($7::text, 'hex'))`,
    [no, at, previous, chains, root, keyId, signature],
  );
  await client.query(
    `insert into audit_checkpoint_chains (day, writer, rows, checkpoint, place, link, root, edge)
      select day, writer, rows, $1::int, place, decode(link, 'hex'), decode(root, 'hex'),
        array(select decode(one, 'hex')
          from unnest(string_to_array(edge, ',')) with ordinality as roots (one, at) order by at)
      from unnest($2::date[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[])
        with ordinality as new (day, writer, rows, link, root, edge, place)`,
    [
      no,
      sums.map((sum) => sum.day),
      sums.map((sum) => sum.writer),
      sums.map((sum) => sum.rows),
      sums.map((sum) => sum.link),
      sums.map((sum) => sum.root),
      sums.map((sum) => sum.edge.join(',')),
    ],
  );
}

/** The highest number that a sum of a chain, or a row of the log, knows of. */
export async function highestCheckpoint(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ no: number }>(
    `select greatest(
        (select max(checkpoint) from audit_checkpoint_chains),
        (select max((detail->>'no')::int) from audit_log where action = 'audit.checkpoint'),
        0) as no`,
  );
  return rows[0]?.no ?? 0;
}
