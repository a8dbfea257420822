import { assert } from '../../../kernel/assert.ts';
import type { Hash, Hashing } from './hashing.ts';

/**
 * A Merkle tree that only grows, as RFC 6962 builds it: the roots of its full subtrees, largest
 * first. A tree of 13 leaves has those of 8, 4 and 1.
 */
export interface Edge {
  readonly leaves: number;
  readonly roots: readonly Hash[];
}

/** A tree without leaves. */
export const NO_LEAVES: Edge = { leaves: 0, roots: [] };

/** The tree with one more leaf. */
export function withLeaf(edge: Edge, leaf: Hash, hashing: Hashing): Edge {
  const roots = [...edge.roots];
  let root = leaf;
  for (let count = edge.leaves; count % 2 === 1; count = Math.floor(count / 2)) {
    root = hashing.node(roots.pop() as Hash, root);
  }
  roots.push(root);
  return { leaves: edge.leaves + 1, roots };
}

/** The root over all leaves, of which there must be one. */
export function rootOf({ roots }: Edge, hashing: Hashing): Hash {
  assert(roots.length > 0, 'an empty tree has no root here', {});
  return roots.reduceRight((right, left) => hashing.node(left, right));
}

/**
 * The audit path of a leaf: the siblings from the leaf up to the root.
 *
 * @param edge what the tree was before `leaves`: nothing of it has to be known again.
 * @param leaves all leaves behind the edge, up to the end of the tree.
 * @param index the leaf's place in the whole tree, from 0; behind the edge.
 */
export function inclusionPath(
  edge: Edge,
  leaves: readonly Hash[],
  index: number,
  hashing: Hashing,
): Hash[] {
  const size = edge.leaves + leaves.length;
  assert(index >= edge.leaves && index < size, 'the leaf lies behind the edge', { index, size });
  const known = edgeBySpan(edge);
  const root = (from: number, to: number): Hash => {
    const found = known.get(`${from}-${to}`);
    if (found) return found;
    if (to - from === 1) return leaves[from - edge.leaves] as Hash;
    const middle = from + splitOf(to - from);
    return hashing.node(root(from, middle), root(middle, to));
  };
  const path: Hash[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + splitOf(to - from);
    const left = index < middle;
    path.unshift(left ? root(middle, to) : root(from, middle));
    if (left) to = middle;
    else from = middle;
  }
  return path;
}

/** The root that a leaf and its audit path lead to; null when the path does not fit the size. */
export function rootByPath(
  leaf: Hash,
  { index, size }: { readonly index: number; readonly size: number },
  path: readonly Hash[],
  hashing: Hashing,
): Hash | null {
  const turns: boolean[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + splitOf(to - from);
    const left = index < middle;
    turns.unshift(left);
    if (left) to = middle;
    else from = middle;
  }
  if (index < 0 || index >= size || turns.length !== path.length) return null;
  return turns.reduce((root, left, step) => {
    const sibling = path[step] as Hash;
    return left ? hashing.node(root, sibling) : hashing.node(sibling, root);
  }, leaf);
}

function edgeBySpan({ leaves, roots }: Edge): Map<string, Hash> {
  const known = new Map<string, Hash>();
  let from = 0;
  for (const root of roots) {
    const width = powerWithin(leaves - from);
    known.set(`${from}-${from + width}`, root);
    from += width;
  }
  return known;
}

/** The largest power of two below a number of leaves: how many lie in the left subtree. */
function splitOf(size: number): number {
  return powerWithin(size - 1);
}

function powerWithin(size: number): number {
  let power = 1;
  while (power * 2 <= size) power *= 2;
  return power;
}
