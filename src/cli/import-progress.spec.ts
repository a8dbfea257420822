import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressText } from './import-progress.ts';

test('the line tells share, rows, rate and time left', () => {
  const half = { phase: 'importing', rows: 30_000, bytes: 50, bytesTotal: 100 } as const;
  assert.equal(
    progressText(half, 90_000),
    `importing ${'█'.repeat(12)}${'░'.repeat(12)}  50%  30,000 rows  333/s  1:30 left`,
  );
});

test('nothing is guessed before anything is known', () => {
  const none = { phase: 'opening', rows: 0, bytes: 0, bytesTotal: 100 } as const;
  const line = progressText(none, 0);
  assert.equal(line, `opening balances ${'░'.repeat(24)}   0%  0 rows  0/s`);
});
