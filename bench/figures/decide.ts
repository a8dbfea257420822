import { catalog } from '../../demo/catalog.ts';
import {
  BudgetLevels,
  decide,
  type MemberState,
  newState,
  type Program,
} from '../../src/rooms/engine/index.ts';
import { type Fact, normalizeEvent } from '../../src/rooms/events/index.ts';
import { eventSettings } from '../../src/rooms/intake/index.ts';
import type { BenchPurchase } from '../purchases.ts';

/** Each member buys ten times, so that tiers and limits are met, in batches of 256 members. */
const PURCHASES_PER_MEMBER = 10;
const MEMBERS_PER_BATCH = 256;

/** Pure decisions a second on one core: purchases under the full demo program, state carried on. */
export function runDecide(program: Program, inputs: readonly BenchPurchase[], now: number): number {
  const leaf = new Map(catalog.products.map((one) => [one.sku, one.category]));
  const facts = inputs.map((input) => toFact(program, input, now, leaf));
  const levels = budgetLevels(program, facts, now);
  const perBatch = MEMBERS_PER_BATCH * PURCHASES_PER_MEMBER;
  const run = (): number => {
    const budgets = new BudgetLevels(levels);
    const started = performance.now();
    for (let first = 0; first < facts.length; first += perBatch) {
      runBatch(program, facts.slice(first, first + perBatch), budgets, now);
    }
    return facts.length / ((performance.now() - started) / 1000);
  };
  run();
  return Math.max(run(), run(), run());
}

/** New members who buy in turn, as the intake would decide them. */
function runBatch(
  program: Program,
  facts: readonly Fact[],
  budgets: BudgetLevels,
  now: number,
): void {
  const states = Array.from({ length: MEMBERS_PER_BATCH }, () => newState(now - 1));
  facts.forEach((fact, index) => {
    const state = states[index % MEMBERS_PER_BATCH] as MemberState;
    // As in the intake, where a state is read for one decision.
    const given = { program, current: program, state, purchase: null, other: null };
    const decided = decide({ ...given, budgets, mayWrite: true }, fact);
    if (decided.ok) states[index % MEMBERS_PER_BATCH] = decided.outcome.state;
  });
}

function toFact(
  program: Program,
  input: BenchPurchase,
  now: number,
  leaf: ReadonlyMap<string, string>,
): Fact {
  const read = normalizeEvent(input, eventSettings(program, now));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const data = read.fact.data as { lines: { sku: string; categories: string[] }[] };
  for (const line of data.lines) line.categories = [leaf.get(line.sku) ?? ''];
  return read.fact;
}

/** Every budget is open: a short one would make decisions cheaper. */
function budgetLevels(
  program: Program,
  facts: readonly Fact[],
  now: number,
): Map<string, { available: number; final: boolean; stopped: boolean }> {
  const levels = new Map<string, { available: number; final: boolean; stopped: boolean }>();
  const open = { available: Number.MAX_SAFE_INTEGER, final: true, stopped: false };
  const probe = new BudgetLevels(levels);
  for (let round = 0; round < 3; round++) {
    for (const fact of facts) {
      const given = { program, current: program, state: newState(now - 1), purchase: null };
      decide({ ...given, other: null, budgets: probe }, fact);
    }
    for (const key of probe.wanted.keys()) levels.set(key, { ...open });
  }
  return levels;
}
