/** `npm run test:faults`: a hub under load, its processes killed; afterwards all counts once. */
import { parseArgs } from 'node:util';
import { runFaults } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '24' },
    clients: { type: 'string', default: '8' },
  },
});
const [seed, kills, clients] = [values.seed, values.kills, values.clients].map(Number) as [
  number,
  number,
  number,
];
const started = performance.now();
const pause = { least: 500, most: 4_000 };
const report = await runFaults({ seed, kills, clients, pause, log: (line) => console.log(line) });
const { problems, ...figures } = report;
console.log(figures, `${Math.round((performance.now() - started) / 1000)} s`);
for (const problem of problems.slice(0, 20)) console.log(problem);
console.log(
  problems.length === 0
    ? 'every event counts exactly once'
    : `${problems.length} problems; repeat: npm run test:faults -- --seed ${seed} --kills ${kills}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
