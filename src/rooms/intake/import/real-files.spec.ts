// Goal: the presets read the real files to the last cent. Method: a hub that only checks the
// events and adds them up.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { realFile } from '../../../../test/real-data.ts';
import { Zone } from '../../../kernel/time.ts';
import { TurnedClock } from '../../../platform/clock.ts';
import { type Fact, normalizeEvent, type PurchaseData } from '../../events/index.ts';
import type { Delivery } from './delivery.ts';
import { loadMapping } from './presets.ts';
import { runImport } from './run-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'hachi-import-'));
after(() => rmSync(folder, { recursive: true }));

const settings = {
  zone: new Zone('UTC'),
  currency: 'USD',
  identify: ['card'],
  receivedAt: Date.UTC(2026, 0, 1),
};

async function importReal(path: string, preset: string) {
  const facts: Fact[] = [];
  const delivery: Delivery = {
    submit: async (inputs) =>
      inputs.map((input) => {
        const read = normalizeEvent(input, settings);
        if (!read.ok) return { status: 'refused', problems: read.problems };
        facts.push(read.fact);
        return { status: 'decided' };
      }),
    putCatalog: async () => {},
  };
  const summary = await runImport({
    file: path,
    mapping: await loadMapping(preset),
    zone: settings.zone,
    delivery,
    hub: 'none',
    checkpointPath: null,
    rejectsPath: join(folder, `${preset}.rejected.csv`),
    clock: new TurnedClock(0),
  });
  return { facts, summary };
}

const dataOf = (fact: Fact) => fact.data as { currency: string; amount: number };

const cdnow = realFile('cdnow/cdnow_master_transactions.csv.gz');
test('cdnow: every row a purchase, rows that read the same included', cdnow, async () => {
  const { facts, summary } = await importReal(cdnow.path, 'cdnow');
  assert.equal(summary.accepted, 69_659);
  assert.equal(summary.refused, 0);
  assert.equal(new Set(facts.map(({ id }) => id)).size, 69_659);
  assert.equal(new Set(facts.map((fact) => fact.identifiers[0]?.value)).size, 23_570);
  let spend = 0;
  let points = 0;
  for (const fact of facts) {
    const gross = (fact.data as unknown as PurchaseData).lines[0]!.gross;
    spend += gross;
    points += Math.floor(gross / 100);
  }
  assert.equal(spend, 250_031_563);
  assert.equal(points, 2_453_159);
});

const x5 = realFile('x5_retailhero/purchases_with_points.csv.gz');
test('x5: the totals to the tenth, and no balance below zero at any moment', x5, async () => {
  const { facts, summary } = await importReal(x5.path, 'x5');
  assert.equal(summary.accepted, 1_760);
  assert.equal(summary.refused, 0);
  const totals: Record<string, number> = {};
  const balances = new Map<string, number>();
  const opened = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'purchase') continue;
    const member = fact.identifiers[0]!.value;
    const { currency, amount } = dataOf(fact);
    const wallet = `${member} ${currency}`;
    const sign = fact.type === 'points.spend' ? -1 : 1;
    totals[`${fact.type} ${currency}`] = (totals[`${fact.type} ${currency}`] ?? 0) + amount;
    if (fact.type === 'points.opening') {
      assert.ok(!balances.has(wallet), 'an opening comes first');
      opened.add(member);
    }
    balances.set(wallet, (balances.get(wallet) ?? 0) + sign * amount);
    assert.ok(balances.get(wallet)! >= 0, `${wallet} stays at or above zero`);
  }
  assert.deepEqual(totals, {
    'points.credit express': 600,
    'points.credit regular': 81_310,
    'points.opening express': totals['points.opening express'],
    'points.opening regular': totals['points.opening regular'],
    'points.spend express': 8_790,
    'points.spend regular': 79_480,
  });
  // Points spent on a receipt were there before it, so they cannot come from the same receipt.
  assert.equal(opened.size, 59);
});
