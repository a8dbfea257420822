/** Goal: the simulator finds nothing in the hub, and finds each bug that is planted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLANTS } from './plants.ts';
import { runSeed } from './run.ts';

const CLEAN_SEEDS = [1, 2, 3];
const CLEAN_STEPS = 150;
/** A planted bug is seen within so many steps of one of the seeds. */
const PLANTED_SEEDS = [4, 6, 7, 8];
const CAUGHT_WITHIN = 400;

for (const seed of CLEAN_SEEDS) {
  test(`seed ${seed} is clean`, async () => {
    const { violation, history } = await runSeed(seed, CLEAN_STEPS);
    assert.equal(violation, null, `${history.join('\n')}\n${violation}`);
  });
}

for (const [name, plant] of Object.entries(PLANTS)) {
  test(`the planted bug ${name} is caught`, async () => {
    for (const seed of PLANTED_SEEDS) {
      const { violation } = await runSeed(seed, CAUGHT_WITHIN, plant);
      if (violation) return;
    }
    assert.fail(`${name} lived for ${PLANTED_SEEDS.length} × ${CAUGHT_WITHIN} steps`);
  });
}
