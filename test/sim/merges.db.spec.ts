/** Goal: merged, lived together, parted: balances as the written rule says; books that prove. */
import { test } from 'node:test';
import { runMerges } from './merges.ts';

test('40 couples, merged and parted again', async () => {
  await runMerges(40, 5);
});
