// Goal: an import counts every row once, whatever happens on the way. Method: a hub in memory
// that knows the ids it has seen, and files written for the test.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { reject } from '../../../kernel/problem.ts';
import { Zone } from '../../../kernel/time.ts';
import { TurnedClock } from '../../../platform/clock.ts';
import { readMapping } from './core/read-mapping.ts';
import type { Delivery, SubmitResult } from './delivery.ts';
import { ImportFailure } from './import-failure.ts';
import { type ImportRequest, runImport } from './run-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'hachi-import-'));
after(() => rmSync(folder, { recursive: true }));

const mapping = readMapping(`
source: shop
emit:
  - type: purchase
    member: { card: $card }
    data: { total: { column: total, decimals: 2 } }
`);

interface Input {
  readonly id: string;
  readonly member: { readonly card: string };
  readonly data: { readonly total: number };
}

class Hub implements Delivery {
  readonly seen = new Map<string, Input>();
  batches = 0;
  failAfter = Number.POSITIVE_INFINITY;

  async submit(inputs: readonly unknown[]): Promise<SubmitResult[]> {
    assert.ok(inputs.length <= 1000);
    this.batches += 1;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.batches > this.failAfter) throw new Error('the hub was killed');
    return (inputs as Input[]).map((input) => {
      if (input.data.total > 1_000_000) {
        const problem = { code: 'out_of_range', path: '/data/total', detail: 'Big.', fix: 'Less.' };
        return { status: 'refused', problems: [problem] };
      }
      if (this.seen.has(input.id)) return { status: 'duplicate' };
      this.seen.set(input.id, input);
      return { status: 'decided' };
    });
  }

  async putCatalog(): Promise<void> {}
}

let files = 0;
function write(text: string | Buffer): string {
  const path = join(folder, `file-${++files}.csv`);
  writeFileSync(path, text);
  return path;
}

function run(file: string, delivery: Delivery, more: Partial<ImportRequest> = {}) {
  return runImport({
    file,
    mapping,
    zone: new Zone('UTC'),
    delivery,
    hub: 'one',
    checkpointPath: `${file}.hachi-import.json`,
    rejectsPath: `${file}.rejected.csv`,
    clock: new TurnedClock(0),
    ...more,
  });
}

const many = (count: number) =>
  `card,total\n${Array.from({ length: count }, (_, n) => `c${n % 97},${n % 50}.25\n`).join('')}`;

test('rows that read the same all count, and a second import adds nothing', async () => {
  const hub = new Hub();
  const file = write('card,total\na,1.00\na,1.00\nb,2\n');
  const first = await run(file, hub);
  assert.deepEqual([first.rows, first.accepted, first.refused], [3, 3, 0]);
  const again = await run(file, hub);
  assert.deepEqual([again.rows, again.accepted, again.duplicates], [3, 0, 3]);
  assert.equal(hub.seen.size, 3);
});

test('a packed file is the same file', async () => {
  const hub = new Hub();
  const text = '\ufeffcard,total\na,1.00\nb,2\n';
  await run(write(text), hub);
  const packed = await run(write(gzipSync(text)), hub);
  assert.equal(packed.duplicates, 2);
});

test('bad rows go to the rejects file with line and reason while the good ones go in', async () => {
  const hub = new Hub();
  const file = write('card,total\na,1.00\nb,NaN\nc\n"d",99999.00\ne,5\n"x"y,1\nf,6\ng,"7\n');
  const summary = await run(file, hub);
  assert.deepEqual([summary.accepted, summary.refused], [4, 4]);
  assert.equal(summary.rejects, `${file}.rejected.csv`);
  const rejected = readFileSync(`${file}.rejected.csv`, 'utf8').trimEnd().split('\n');
  assert.equal(rejected[0], 'line,code,reason,card,total');
  const starts = rejected.slice(1).map((line) => line.split(',').slice(0, 2).join(' '));
  assert.deepEqual(starts.toSorted(), [
    '3 not_a_decimal',
    '4 columns_differ',
    '5 out_of_range',
    '9 row_not_csv',
  ]);
});

test('a killed import goes on where it stopped and doubles nothing', async () => {
  const hub = new Hub();
  hub.failAfter = 25;
  const text = many(40_000);
  const file = write(text);
  await assert.rejects(run(file, hub), /the hub was killed/);
  hub.failAfter = Number.POSITIVE_INFINITY;
  const summary = await run(file, hub);
  assert.ok(summary.skipped > 10_000, `${summary.skipped} rows were skipped`);
  assert.equal(summary.rows, 40_000);
  assert.equal(hub.seen.size, 40_000);
  const clean = new Hub();
  await run(write(text), clean);
  assert.deepEqual(new Set(hub.seen.keys()), new Set(clean.seen.keys()));
});

test('progress towards a hub that has forgotten everything is not believed', async () => {
  const hub = new Hub();
  hub.failAfter = 25;
  const file = write(many(40_000));
  await assert.rejects(run(file, hub), /the hub was killed/);
  const emptied = new Hub();
  const summary = await run(file, emptied);
  assert.deepEqual([summary.accepted, summary.skipped], [40_000, 0]);
});

test('a stop in the middle finishes what was read, and the next run goes on', async () => {
  const hub = new Hub();
  const file = write(many(20_000));
  const controller = new AbortController();
  const stopping: Delivery = {
    putCatalog: () => hub.putCatalog(),
    submit: (inputs) => {
      if (hub.batches === 9) controller.abort();
      return hub.submit(inputs);
    },
  };
  const first = await run(file, stopping, { signal: controller.signal });
  assert.equal(first.stopped, true);
  assert.equal(hub.seen.size, first.rows);
  const rest = await run(file, hub);
  assert.equal(rest.stopped, false);
  assert.equal(hub.seen.size, 20_000);
  assert.equal(rest.accepted, 20_000 - first.rows);
});

test('the rows of a member arrive in the order of the file', async () => {
  const hub = new Hub();
  await run(write(many(20_000)), hub);
  const last = new Map<string, number>();
  for (const { id, member } of hub.seen.values()) {
    const number = Number(id.split(':')[1]);
    assert.ok(number > (last.get(member.card) ?? 0), id);
    last.set(member.card, number);
  }
});

test('a wrong entry of the catalogue is rejected and the others go in', async () => {
  const skus: unknown[] = [];
  const delivery: Delivery = {
    submit: async () => [],
    putCatalog: async (_, entries) => {
      const wrong = (entries as { sku: string }[]).findIndex(({ sku }) => sku === 'bad');
      const problem = { code: 'text_unclean', path: `/${wrong}/sku`, detail: 'Bad.', fix: 'No.' };
      if (wrong >= 0) throw reject(422, problem);
      skus.push(...(entries as { sku: string }[]).map(({ sku }) => sku));
    },
  };
  const products = readMapping('{ source: erp, emit: [{ type: product, sku: $sku }] }');
  const summary = await run(write('sku\na\nbad\nb\na\n'), delivery, { mapping: products });
  assert.deepEqual(skus.toSorted(), ['a', 'b']);
  assert.deepEqual([summary.accepted, summary.refused], [3, 1]);
});

test('a file that is not there, empty or cut short is one clear failure', async () => {
  const hub = new Hub();
  const failure = (code: string) => (error: unknown) =>
    error instanceof ImportFailure && error.code === code && error.fix.length > 0;
  await assert.rejects(run(join(folder, 'nowhere.csv'), hub), failure('file_unreadable'));
  await assert.rejects(run(write(''), hub), failure('file_empty'));
  const cut = gzipSync(many(1000)).subarray(0, 500);
  await assert.rejects(run(write(cut), hub), failure('file_unreadable'));
  assert.equal(hub.seen.size, 0);
});

test('a file in another encoding', async () => {
  const hub = new Hub();
  const gb18030 = Buffer.from('636172642c746f74616c0ab2e82c310a', 'hex');
  const other = { ...mapping, csv: { encoding: 'gb18030' } };
  await run(write(gb18030), hub, { mapping: other });
  assert.deepEqual(
    [...hub.seen.values()].map(({ member }) => member.card),
    ['茶'],
  );
});
