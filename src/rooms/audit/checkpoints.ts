import type { Clock } from '../../platform/clock.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import {
  type GrownChain,
  grownChains,
  insertCheckpoint,
  lastCheckpoint,
  lockCheckpoints,
} from './checkpoint-store.ts';
import { leafOf } from './core/chain.ts';
import { type ChainSum, type Checkpoint, hashOf, nextCheckpoint } from './core/checkpoint.ts';
import { NO_LINK } from './core/hashing.ts';
import { type Edge, rootOf, withLeaf } from './core/merkle.ts';
import type { AuditLog } from './log.ts';
import { sha256 } from './sha256.ts';
import type { CheckpointSigner } from './signer.ts';
import { rowsAfter } from './store.ts';

export interface CheckpointParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly signer: CheckpointSigner;
}

/** Chains in one checkpoint, and rows that one is carried on by; what is left is for the next. */
const CHAINS_MOST = 500;
const ROWS_MOST = 50_000;
const PAGE = 5_000;

/**
 * Signs how far every chain has come since the last checkpoint. A chain whose rows do not fit is
 * left out, and raises an alert: what was bent is never signed.
 *
 * @param by who asks for it, as the log says it.
 * @returns the new checkpoint, and whether there is more to sign; null when nothing has grown.
 */
export function makeCheckpoint(
  { pool, clock, audit, signer }: CheckpointParts,
  by: string,
): Promise<{ checkpoint: Checkpoint; more: boolean } | null> {
  return transaction(pool, async (client) => {
    await lockCheckpoints(client);
    const grown = await grownChains(client, CHAINS_MOST);
    const sums: (ChainSum & { edge: readonly string[] })[] = [];
    for (const chain of grown) {
      const sum = await carryOn(client, chain);
      if (sum) sums.push(sum);
      else await raiseBent(client, audit, `${chain.day}/${chain.writer}`);
    }
    if (sums.length === 0) return null;
    const last = await lastCheckpoint(client);
    const checkpoint = signer.sign(nextCheckpoint(last, sums, clock.now(), sha256));
    await insertCheckpoint(client, checkpoint, sums);
    const { no } = checkpoint;
    const detail = { no, hash: hashOf(checkpoint, sha256) };
    await audit.note(client, [{ actor: by, action: 'audit.checkpoint', subject: null, detail }]);
    const left = grown.length === CHAINS_MOST || grown.some((chain) => rowsLeft(chain) > ROWS_MOST);
    return { checkpoint, more: left };
  });
}

/** One alert for a place, as long as nobody has seen it. */
export async function raiseBent(client: Queryable, audit: AuditLog, where: string): Promise<void> {
  await audit.raiseAlertOnce(client, { kind: 'log_bent', actor: 'hub', subject: where });
}

/** The sum of a chain up to where it is now; null when its rows do not fit each other. */
async function carryOn(client: Queryable, chain: GrownChain) {
  const { day, writer, signedRows, signedLink, signedEdge } = chain;
  const upTo = Math.min(chain.rows, signedRows + ROWS_MOST);
  let edge: Edge = { leaves: signedRows, roots: signedEdge };
  let link = signedLink ?? NO_LINK;
  while (edge.leaves < upTo) {
    const most = Math.min(PAGE, upTo - edge.leaves);
    const rows = await rowsAfter(client, chain, edge.leaves, most);
    if (rows.length === 0) return null;
    for (const row of rows) {
      const leaf = leafOf(row, row.no, sha256);
      link = sha256.link(link, leaf);
      if (row.no !== edge.leaves + 1 || row.link !== link) return null;
      edge = withLeaf(edge, leaf, sha256);
    }
  }
  return { day, writer, rows: upTo, link, root: rootOf(edge, sha256), edge: edge.roots };
}

function rowsLeft({ rows, signedRows }: GrownChain): number {
  return rows - signedRows;
}
