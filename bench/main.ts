import { appendFileSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { FIGURES, type FigureName, measure } from './measure.ts';

/**
 * `npm run bench [-- NAME …] [--json] [--note]`: the figures, by name or all. See bench/README.md.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, note: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !(FIGURES as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`unknown figure ${unknown.join(', ')}; there are: ${FIGURES.join(', ')}`);
  process.exit(2);
}
const wanted = (positionals.length > 0 ? positionals : FIGURES) as readonly FigureName[];
const say = values.json ? () => {} : (line: string) => console.log(line);
const figures = await measure(new Set(wanted), say);
const machine = [
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`,
  `${Math.round(totalmem() / 2 ** 30)} GiB`,
  `Node ${process.version}`,
].join(', ');
const date = new Date().toISOString();
if (values.json) console.log(JSON.stringify({ figures, machine, date }));
else for (const line of table(figures)) console.log(line);
if (values.note) {
  const file = new URL('./results.md', import.meta.url);
  const before = readFileSync(file, 'utf8');
  const text = `\n## ${date.slice(0, 10)} · ${machine}\n\n${table(figures).join('\n')}\n`;
  appendFileSync(file, before.endsWith('\n') ? text : `\n${text}`);
}

function table(rows: readonly Figure[]): string[] {
  const number = (value: number | null): string =>
    value === null ? '' : value.toLocaleString('en', { maximumFractionDigits: 2 });
  const details = (one: Figure): string =>
    Object.entries(one.details ?? {})
      .map(([key, value]) => `${key} ${typeof value === 'number' ? number(value) : value}`)
      .join(', ');
  return [
    '| figure | value | unit | baseline | ratio | details |',
    '|---|--:|---|--:|--:|---|',
    ...rows.map((one) => {
      const { name, value, unit, baseline, ratio } = one;
      const cells = [name, number(value), unit, number(baseline), number(ratio), details(one)];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}
