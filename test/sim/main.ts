/** `npm run sim`: seeds of random life through the real services, beside a model that is plain. */
import { parseArgs } from 'node:util';
import { runMerges } from './merges.ts';
import { PLANTS } from './plants.ts';
import { type Report, runSeed } from './run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '2000' },
    seeds: { type: 'string', default: '1' },
    plant: { type: 'string' },
    merges: { type: 'string' },
  },
});
const [first, steps, seeds] = [values.seed, values.steps, values.seeds].map(Number) as [
  number,
  number,
  number,
];
const plant = values.plant === undefined ? undefined : PLANTS[values.plant];
if ([first, steps, seeds].some((one) => !Number.isSafeInteger(one) || one < 0)) {
  fail('--seed, --steps and --seeds are whole numbers.');
}
if (values.plant !== undefined && !plant)
  fail(`--plant is one of ${Object.keys(PLANTS).join(', ')}.`);

if (values.merges !== undefined) {
  const couples = Number(values.merges);
  if (!Number.isSafeInteger(couples) || couples < 1) fail('--merges is a whole number.');
  const events = await runMerges(couples, first);
  console.log(`${couples} couples merged and parted, ${events} events: all as the rule says`);
  process.exit(0);
}

const started = performance.now();
let done = 0;
for (let seed = first; seed < first + seeds; seed++) {
  const report = await runSeed(seed, steps, plant);
  done += report.steps;
  if (report.violation !== null) {
    tell(report);
    process.exitCode = 1;
    break;
  }
  if (process.stdout.isTTY || seed % 10 === 0) console.log(`seed ${seed} clean, ${rate()}`);
}
if (!process.exitCode) console.log(`${seeds} seeds, ${done} steps, no violation, ${rate()}`);

function rate(): string {
  const seconds = (performance.now() - started) / 1000;
  return `${Math.round(done / seconds)} steps/s, ${seconds.toFixed(0)} s`;
}

function tell({ seed, steps: at, violation, history }: Report): void {
  for (const line of history) console.log(line);
  const planted = values.plant === undefined ? '' : ` --plant ${values.plant}`;
  console.log(`\nseed ${seed}, step ${at}: ${violation}`);
  console.log(`repeat: npm run sim -- --seed ${seed} --steps ${at}${planted}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
