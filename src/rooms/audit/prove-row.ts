import { reject } from '../../kernel/problem.ts';
import type { Pool } from '../../platform/db/pool.ts';
import { snapshot } from '../../platform/db/snapshot.ts';
import { checkpointsAfter, marksOf, sumsOf } from './checkpoint-store.ts';
import { leafOf } from './core/chain.ts';
import { chainLeaf, hashOf, textOf } from './core/checkpoint.ts';
import { contentOf } from './core/content.ts';
import type { Place } from './core/entry.ts';
import { inclusionPath, NO_LEAVES } from './core/merkle.ts';
import { sha256 } from './sha256.ts';
import { rowsAfter } from './store.ts';

/** How far proofs look: rows that one checkpoint carries a chain on by. */
const ROWS_MOST = 50_000;

/**
 * Proves that a row stands under a signed checkpoint: two audit paths (RFC 6962), from the row to
 * the root of its chain, and from the chain to the root that was signed.
 * @throws {Rejection} 404 when there is no such row, 409 when no checkpoint covers it yet.
 */
export function proveRow(pool: Pool, place: Place) {
  return snapshot(pool, async (client) => {
    const { no } = place;
    const [row] = await rowsAfter(client, place, no - 1, 1);
    if (row?.no !== no) throw reject(404, UNKNOWN);
    const marks = await marksOf(client, place);
    const mark = marks.find(({ rows }) => rows >= no);
    if (!mark) throw reject(409, NOT_SIGNED);
    const before = marks.findLast(({ rows }) => rows < no);
    const edge = before ? { leaves: before.rows, roots: before.edge } : NO_LEAVES;
    const rows = await rowsAfter(
      client,
      place,
      edge.leaves,
      Math.min(ROWS_MOST, mark.rows - edge.leaves),
    );
    const leaves = rows.map((one) => leafOf(one, one.no, sha256));
    const [checkpoint] = await checkpointsAfter(client, mark.checkpoint - 1, 1);
    const sums = (await sumsOf(client, [mark.checkpoint])).get(mark.checkpoint) ?? [];
    const index = sums.findIndex(({ day, writer }) => day === row.day && writer === row.writer);
    if (!checkpoint || index < 0 || edge.leaves + leaves.length !== mark.rows) {
      throw reject(409, BENT);
    }
    const chains = sums.map((sum) => chainLeaf(sum, sha256));
    const { rows: size, link, root } = mark;
    return {
      row: { content: contentOf(row), leaf: leafOf(row, no, sha256), index: no - 1 },
      path: inclusionPath(edge, leaves, no - 1, sha256),
      chain: { day: row.day, writer: row.writer, rows: size, link, root },
      chainIndex: index,
      chainPath: inclusionPath(NO_LEAVES, chains, index, sha256),
      checkpoint: {
        no: checkpoint.no,
        text: textOf(checkpoint),
        hash: hashOf(checkpoint, sha256),
        root: checkpoint.root,
        chains: checkpoint.chains,
        keyId: checkpoint.keyId,
        signature: checkpoint.signature,
      },
    };
  });
}

const UNKNOWN = {
  code: 'log_row_unknown',
  path: '/path/no',
  detail: 'The log has no row in this place.',
  fix: 'Take day, writer and no of a row as GET /v1/audit/log gives them.',
};

const NOT_SIGNED = {
  code: 'log_row_not_signed',
  path: '/path/no',
  detail: 'No checkpoint covers this row yet.',
  fix: 'Make one with POST /v1/audit/checkpoints, or wait five minutes for the next.',
};

const BENT = {
  code: 'log_bent',
  path: '',
  detail: 'The log does not stand as it was signed, so nothing can be proved from it.',
  fix: 'See what is wrong with: hachi audit verify',
};
