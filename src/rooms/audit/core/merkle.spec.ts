/** Goal: trees as RFC 6962 builds them, and paths that prove a leaf, whatever the edge was. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256 } from '../sha256.ts';
import { type Edge, inclusionPath, NO_LEAVES, rootByPath, rootOf, withLeaf } from './merkle.ts';

const bytes = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

/** The leaves with which the implementations of Certificate Transparency are tested, and roots. */
const KNOWN: readonly (readonly [string, string])[] = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  [
    '606162636465666768696a6b6c6d6e6f',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
];

function treeOf(leaves: readonly string[]): Edge {
  return leaves.reduce((edge, leaf) => withLeaf(edge, leaf, sha256), NO_LEAVES);
}

test('the roots are those that others have for the same leaves', () => {
  let edge = NO_LEAVES;
  for (const [leaf, root] of KNOWN) {
    edge = withLeaf(edge, sha256.leaf(bytes(leaf)), sha256);
    assert.equal(rootOf(edge, sha256), root);
  }
});

test('a path leads from its leaf to the root, and from no other leaf or place', () => {
  const shape = fc
    .integer({ min: 1, max: 70 })
    .chain((size) =>
      fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(size - 1), fc.nat(size - 1)),
    );
  fc.assert(
    fc.property(shape, ([size, first, second, other]) => {
      const leaves = Array.from({ length: size }, (_, index) => sha256.leaf(String(index)));
      const known = Math.min(first, second);
      const index = Math.max(first, second);
      const edge = treeOf(leaves.slice(0, known));
      const path = inclusionPath(edge, leaves.slice(known), index, sha256);
      const root = rootOf(treeOf(leaves), sha256);
      assert.equal(rootByPath(leaves[index] as string, { index, size }, path, sha256), root);
      if (other === index) return;
      const wrong = rootByPath(leaves[other] as string, { index, size }, path, sha256);
      assert.notEqual(wrong, root);
      const moved = rootByPath(leaves[index] as string, { index: other, size }, path, sha256);
      assert.notEqual(moved, root);
    }),
  );
});
