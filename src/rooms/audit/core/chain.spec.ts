/** Goal: a log that was bent anywhere is found out, and the place is named. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../sha256.ts';
import { leafOf } from './chain.ts';
import type { LoggedRow } from './entry.ts';
import { NO_LINK } from './hashing.ts';
import { chainOf, faultsOf, type StoredChain } from './test-chain.ts';
import { type Pick, TAMPERINGS, type Tampering } from './test-tamper.ts';

/** A generator of chances that gives the same for ever. */
function chances(seed: number): Pick {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const CHAINS = Array.from({ length: 40 }, (_, index) => {
  const pick = chances(index + 1);
  const size = 2 + pick(60);
  const marked = [1 + pick(size), 1 + pick(size), size].filter(() => pick(3) > 0);
  return chainOf(size, marked);
});

test('a log as it was written has no faults, however it is paged', () => {
  for (const [index, chain] of CHAINS.entries()) {
    assert.deepEqual(faultsOf(chain), []);
    assert.deepEqual(faultsOf(chain, 1 + (index % 9)), []);
  }
});

test('10,000 single tamperings: each is found, and its place is named', () => {
  const pick = chances(2_026);
  const missed: string[] = [];
  const elsewhere: string[] = [];
  for (let run = 0; run < 10_000; run++) {
    const chain = CHAINS[pick(CHAINS.length)] as StoredChain;
    const {
      chain: bent,
      what,
      places,
    } = (TAMPERINGS[run % TAMPERINGS.length] as Tampering)(chain, pick);
    const faults = faultsOf(bent, 4 + pick(100));
    const size = chain.rows.length;
    if (faults.length === 0) missed.push(`${what} of ${size}`);
    const named = faults.some(({ no, to }) => places.includes(no) || places.includes(to));
    if (faults.length > 0 && !named) {
      elsewhere.push(`${what} of ${size}: ${JSON.stringify(faults.slice(0, 3))}`);
    }
  }
  assert.deepEqual(missed, []);
  assert.deepEqual(elsewhere, []);
});

test('what was done is called by its name', () => {
  const chain = chainOf(20);
  const codes = (rows: readonly LoggedRow[]) =>
    faultsOf({ ...chain, rows }).map(({ code, no, to }) => [code, no, to]);
  const { rows } = chain;
  const at = (no: number) => rows[no - 1] as LoggedRow;
  const without = rows.filter(({ no }) => no !== 7);
  assert.deepEqual(codes(without), [['rows_missing', 7, 7]]);
  const closed = without.map((row) => (row.no > 7 ? { ...row, no: row.no - 1 } : row));
  assert.deepEqual(codes(closed), [['rows_missing', 7, 7]]);
  const changed = rows.map((row) => (row.no === 7 ? { ...row, actor: 'nobody' } : row));
  assert.deepEqual(codes(changed), [['row_changed', 7, 7]]);
  const pushed = rows.map((row) => (row.no >= 7 ? { ...row, no: row.no + 1 } : row));
  assert.deepEqual(codes([...pushed, { ...at(3), no: 7 }]), [['row_inserted', 7, 7]]);
  const far = rows.map((row) => {
    if (row.no === 4) return { ...at(12), no: 4 };
    return row.no === 12 ? { ...at(4), no: 12 } : row;
  });
  assert.deepEqual(codes(far), [['rows_swapped', 4, 12]]);
  const near = rows.map((row) => {
    if (row.no === 4) return { ...at(5), no: 4 };
    return row.no === 5 ? { ...at(4), no: 5 } : row;
  });
  assert.deepEqual(codes(near), [['rows_swapped', 4, 5]]);
});

test('who makes all links and the head anew is found by the checkpoint', () => {
  const chain = chainOf(20, [5, 15]);
  const rows: LoggedRow[] = [];
  let link = NO_LINK;
  for (const row of chain.rows) {
    const bent = row.no === 9 ? { ...row, actor: 'nobody' } : row;
    link = sha256.link(link, leafOf(bent, bent.no, sha256));
    rows.push({ ...bent, link });
  }
  const faults = faultsOf({ ...chain, rows, head: { rows: 20, link } });
  assert.deepEqual(
    faults.map(({ code, no, to }) => [code, no, to]),
    [
      ['rows_rewritten', 6, 15],
      ['row_changed', 16, 16],
    ],
  );
});

test('a chain that was cut back with its head is missed by the checkpoint', () => {
  const chain = chainOf(20, [5, 15]);
  const rows = chain.rows.slice(0, 11);
  const head = { rows: 11, link: (rows.at(-1) as LoggedRow).link };
  const [fault] = faultsOf({ ...chain, rows, head });
  assert.deepEqual([fault?.code, fault?.no, fault?.to], ['rows_missing', 12, 15]);
  const [gone] = faultsOf({ ...chain, rows: [], head: null }).slice(-1);
  assert.deepEqual([gone?.code, gone?.no, gone?.to], ['rows_missing', 1, 15]);
});
