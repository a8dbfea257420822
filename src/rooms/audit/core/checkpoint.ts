import { formatInstant, type Instant } from '../../../kernel/time.ts';
import { type Fault, rowFault } from './fault.ts';
import { type Hash, type Hashing, NO_LINK } from './hashing.ts';
import { NO_LEAVES, rootOf, withLeaf } from './merkle.ts';

/** How far one chain had come. */
export interface ChainSum {
  readonly day: string;
  readonly writer: number;
  readonly rows: number;
  readonly link: Hash;
  /** Merkle root over the chain's rows. */
  readonly root: Hash;
}

/** What is signed. */
export interface CheckpointBody {
  /** Counts from 1, without gaps. */
  readonly no: number;
  readonly at: Instant;
  /** Hash of the text of the one before; zeros for the first. */
  readonly previous: Hash;
  /** Chains that have grown since the one before. */
  readonly chains: number;
  /** Merkle root over them, in the order of day and writer. */
  readonly root: Hash;
}

export interface Checkpoint extends CheckpointBody {
  readonly keyId: string;
  /** Ed25519 over `textOf(checkpoint)`, hex. */
  readonly signature: string;
}

/** The text that is signed: a line for each part. */
export function textOf({ no, at, previous, chains, root }: CheckpointBody): string {
  const lines = ['hachi audit checkpoint', no, formatInstant(at), previous, chains, root];
  return `${lines.join('\n')}\n`;
}

/** What the next checkpoint says of this one. */
export function hashOf(body: CheckpointBody, hashing: Hashing): Hash {
  return hashing.leaf(textOf(body));
}

/** A chain's leaf in the tree of a checkpoint. */
export function chainLeaf({ day, writer, rows, link, root }: ChainSum, hashing: Hashing): Hash {
  return hashing.leaf(`${day}\n${writer}\n${rows}\n${link}\n${root}\n`);
}

/** The body of the checkpoint that follows `last`. */
export function nextCheckpoint(
  last: CheckpointBody | null,
  sums: readonly ChainSum[],
  at: Instant,
  hashing: Hashing,
): CheckpointBody {
  return {
    no: (last?.no ?? 0) + 1,
    at,
    previous: last ? hashOf(last, hashing) : NO_LINK,
    chains: sums.length,
    root: rootOfSums(sums, hashing),
  };
}

/** How far checkpoints have been checked. */
export interface CheckpointState {
  no: number;
  hash: Hash;
  /** Those whose sums cannot be trusted. */
  distrusted: number[];
}

export function newCheckpointState(): CheckpointState {
  return { no: 0, hash: NO_LINK, distrusted: [] };
}

/** Whether a checkpoint is the one that was signed behind the one before; goes on to it. */
export function checkCheckpoint(
  state: CheckpointState,
  checkpoint: Checkpoint,
  sums: readonly ChainSum[],
  hashing: Hashing,
  verify: (checkpoint: Checkpoint) => boolean,
): Fault[] {
  const { no } = checkpoint;
  const faults: Fault[] = [];
  for (let gone = state.no + 1; gone < no && faults.length < 100; gone++)
    faults.push(missing(gone));
  // What follows a checkpoint that was changed is measured by itself.
  const changed = faults.length > 0 || state.distrusted.at(-1) === no - 1;
  const follows = changed || checkpoint.previous === state.hash;
  const sound =
    verify(checkpoint) &&
    follows &&
    checkpoint.chains === sums.length &&
    rootOfSums(sums, hashing) === checkpoint.root;
  if (!sound) {
    faults.push(rowFault('checkpoint_changed', `checkpoint ${no}`));
    state.distrusted.push(no);
  }
  state.no = no;
  state.hash = hashOf(checkpoint, hashing);
  return faults;
}

/** A checkpoint that is gone. */
export function missing(no: number): Fault {
  return rowFault('checkpoint_missing', `checkpoint ${no}`);
}

function rootOfSums(sums: readonly ChainSum[], hashing: Hashing): Hash {
  if (sums.length === 0) return NO_LINK;
  const leaves = sums.map((sum) => chainLeaf(sum, hashing));
  return rootOf(
    leaves.reduce((edge, leaf) => withLeaf(edge, leaf, hashing), NO_LEAVES),
    hashing,
  );
}
