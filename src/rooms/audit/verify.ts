import type { Instant } from '../../kernel/time.ts';
import type { Pool, Queryable } from '../../platform/db/pool.ts';
import { snapshot } from '../../platform/db/snapshot.ts';
import { checkpointsAfter, highestCheckpoint, marksOf, sumsOf } from './checkpoint-store.ts';
import { ChainCheck, type ChainState, newChainState } from './core/chain.ts';
import {
  type CheckpointState,
  checkCheckpoint,
  missing,
  newCheckpointState,
} from './core/checkpoint.ts';
import type { Fault } from './core/fault.ts';
import { sha256 } from './sha256.ts';
import type { CheckpointSigner } from './signer.ts';
import { type ChainName, chainAfter, headOf, rowsAfter } from './store.ts';

/**
 * What another room can say of what it told the log: compares a page of it, behind `after`.
 * @returns what differs, and where to go on; null at the end.
 */
export type Witness = (
  client: Queryable,
  after: Instant | null,
) => Promise<{ readonly faults: readonly Fault[]; readonly next: Instant | null }>;

export interface VerifyParts {
  readonly pool: Pool;
  readonly signer: CheckpointSigner;
  readonly witness: Witness;
}

/** Where a verification has come to; it travels with the caller. */
export interface VerifyCursor {
  checkpoints: CheckpointState;
  /** Null while checkpoints are checked. */
  chain: ChainName | null;
  /** Null before the first page of the chain. */
  state: ChainState | null;
  rows: number;
  chains: number;
  /** Whether all chains are done, and how far the witness has come. */
  witnessed: { after: Instant | null } | null;
}

/** One page of a verification. */
export interface VerifyStep {
  readonly faults: readonly Fault[];
  readonly cursor: VerifyCursor;
  readonly done: boolean;
}

const ROWS_PAGE = 5_000;
const CHECKPOINTS_PAGE = 100;
const BEFORE_ALL: ChainName = { day: '0001-01-01', writer: 0 };

/** Where every verification begins. */
export function newVerifyCursor(): VerifyCursor {
  const checkpoints = newCheckpointState();
  return { checkpoints, chain: null, state: null, rows: 0, chains: 0, witnessed: null };
}

/**
 * Looks at one page: checkpoints first, then chain after chain. A page is one snapshot, and
 * nothing is locked: the log may grow meanwhile.
 */
export async function verifyStep(parts: VerifyParts, from: VerifyCursor): Promise<VerifyStep> {
  const cursor = structuredClone(from);
  return snapshot(parts.pool, (client) => {
    if (cursor.witnessed) return verifyWitnessed(client, parts.witness, cursor);
    return cursor.chain
      ? verifyRows(client, cursor, cursor.chain)
      : verifyCheckpoints(client, parts.signer, cursor);
  });
}

async function verifyCheckpoints(
  client: Queryable,
  signer: CheckpointSigner,
  cursor: VerifyCursor,
): Promise<VerifyStep> {
  const state = cursor.checkpoints;
  const some = await checkpointsAfter(client, state.no, CHECKPOINTS_PAGE);
  const sums = await sumsOf(
    client,
    some.map(({ no }) => no),
  );
  const faults = some.flatMap((one) =>
    checkCheckpoint(state, one, sums.get(one.no) ?? [], sha256, signer.verify),
  );
  if (some.length === CHECKPOINTS_PAGE) return { faults, cursor, done: false };
  const highest = await highestCheckpoint(client);
  for (let no = state.no + 1; no <= highest && faults.length < CHECKPOINTS_PAGE; no++) {
    faults.push(missing(no));
    state.distrusted.push(no);
  }
  return goToNext(client, cursor, BEFORE_ALL, faults);
}

async function verifyRows(
  client: Queryable,
  cursor: VerifyCursor,
  chain: ChainName,
): Promise<VerifyStep> {
  const state = cursor.state ?? newChainState();
  const head = await headOf(client, chain);
  const found = await rowsAfter(client, chain, state.place, ROWS_PAGE + 1);
  const marks = (await marksOf(client, chain)).filter(
    ({ checkpoint }) => !cursor.checkpoints.distrusted.includes(checkpoint),
  );
  const where = `${chain.day}/${chain.writer}`;
  const options = { where, hashing: sha256, head, marks };
  const check = new ChainCheck(state, options);
  const last = found.length <= ROWS_PAGE;
  cursor.rows += check.take(found, last);
  cursor.state = state;
  if (!last) return { faults: check.faults, cursor, done: false };
  check.end();
  cursor.chains += 1;
  return goToNext(client, cursor, chain, check.faults);
}

async function goToNext(
  client: Queryable,
  cursor: VerifyCursor,
  chain: ChainName,
  faults: readonly Fault[],
): Promise<VerifyStep> {
  const next = await chainAfter(client, chain);
  cursor.chain = next ?? chain;
  cursor.state = null;
  if (!next) cursor.witnessed = { after: null };
  return { faults, cursor, done: false };
}

async function verifyWitnessed(
  client: Queryable,
  witness: Witness,
  cursor: VerifyCursor,
): Promise<VerifyStep> {
  const { faults, next } = await witness(client, cursor.witnessed?.after ?? null);
  cursor.witnessed = { after: next };
  return { faults, cursor, done: next === null };
}
