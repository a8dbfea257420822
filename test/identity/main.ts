/** `npm run test:identity`: matches 100,000 made-up people whose truth is known, and prints it. */
import { measure } from './measure.ts';

const people = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 7);
const started = performance.now();
const found = measure(people, seed);
const percent = (share: number): string => `${(share * 100).toFixed(3)} %`;
const lines = [
  `people      ${people}, seed ${seed}; records ${found.records}; pairs compared ${found.compared}`,
  `merged      ${found.merged} pairs automatically, ${found.right} of them one person`,
  `precision   ${percent(found.precision)}   (at least 99.9 %)`,
  `recall      ${percent(found.recall)}   (at least 95 %; ${found.true} pairs are one person)`,
  `to review   ${found.reviews} pairs, ${found.shown} of them one person`,
  `seconds     ${((performance.now() - started) / 1_000).toFixed(1)}`,
];
process.stdout.write(`${lines.join('\n')}\n`);
if (found.precision < 0.999 || found.recall < 0.95) process.exitCode = 1;
