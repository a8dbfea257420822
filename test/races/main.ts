/** `npm run test:races [-- --rounds=1000 --clients=200 --only=stock]`: races on real PostgreSQL. */
import { parseArgs } from 'node:util';
import { RACES } from './catalogue.ts';
import { runRace } from './run-race.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    clients: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
  },
});
const races = RACES.filter(({ name }) => name.includes(values.only));
const clients = Number(values.clients);
const rounds = Math.ceil(Number(values.rounds) / Math.max(1, races.length));

let failed = 0;
for (const race of races) {
  const begun = performance.now();
  let outcome = 'exactly one winner each time';
  try {
    await runRace(race, { rounds, clients });
  } catch (error) {
    failed += 1;
    outcome = `FAILED: ${error instanceof Error ? error.message : String(error)}`;
  }
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  process.stdout.write(
    `${race.name}: ${rounds} rounds of ${clients} clients, ${outcome} (${seconds} s)\n`,
  );
}
process.stdout.write(`${races.length} races, ${rounds * races.length} rounds, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
