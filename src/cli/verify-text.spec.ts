import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceText, summaryText, verifyProgress } from './verify-text.ts';

const sums = {
  members: 500,
  events: 4_000,
  entries: 12_000,
  keys: 4_100,
  accounts: { star: { issued: { in: 0, out: 90 }, member: { in: 90, out: 0 } } },
  budgets: {},
  stopped: [],
  benefits: {},
};

test('the progress tells how far and how fast', () => {
  const key = { source: '', id: '' };
  const next = { step: 'members' as const, member: 500, key, membersTotal: 1_000, sums };
  const step = { differences: 0, first: [], sums, membersTotal: 1_000, next };
  assert.equal(
    verifyProgress(step, 500),
    `verifying ${'█'.repeat(12)}${'░'.repeat(12)}  50%  500 members  12,000 entries  24,000/s`,
  );
});

test('the verdict tells the accounts and the number of differences', () => {
  const proof = { differences: 0, first: [], sums, membersTotal: 500 };
  assert.match(summaryText(proof, 2), /6,000 entries a second/);
  assert.match(summaryText(proof, 2), /star: issued -90, member 90\nNo difference\.$/);
  assert.match(summaryText({ ...proof, differences: 3 }, 2), /3 differences; the first 0 are/);
});

test('a difference tells whose, what, where, expected and found', () => {
  const one = { member: 'mem_7', what: 'lot', where: 'star e', expected: '5', found: '6' };
  assert.equal(differenceText(one), 'mem_7 lot: star e\n  expected 5, found 6');
});
