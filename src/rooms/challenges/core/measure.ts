import type { Day } from '../../../kernel/time.ts';
import { type Line, netOf, type PurchaseData } from '../../events/index.ts';
import type { Facts } from '../../program/index.ts';
import type { Challenge, CollectOf } from './challenge.ts';

/** What one event brings forward for one challenge. */
export interface Gain {
  readonly amount: number;
  /** The local day of the event. */
  readonly day: Day;
  /** Net money of the lines that count. */
  readonly net: number;
  /** The lines that count by their place; null for all (or for none, when it is no purchase). */
  readonly lines: readonly number[] | null;
  /** Collection: what came, each once, with the lines it came with. */
  readonly items: readonly { readonly item: string; readonly lines: readonly number[] | null }[];
}

const NO_LINES: readonly Line[] = [];
const NOTHING: Gain['items'] = [];

/** What an event brings forward, or null when it does not count. */
export function gainOf(challenge: Challenge, facts: Facts): Gain | null {
  const { goal, when, byLine } = challenge;
  if (when && !byLine && when(facts) !== true) return null;
  const purchase = facts.fact.type === 'purchase';
  const all = purchase ? (facts.fact.data as unknown as PurchaseData).lines : NO_LINES;
  const lines = linesThatCount(challenge, facts, all);
  if (lines && lines.length === 0) return null;
  const { pieces, net } = sums(all, lines);
  const gain = { amount: 1, day: facts.day, net, lines, items: NOTHING };
  switch (goal.kind) {
    case 'count':
      return net >= goal.atLeast ? gain : null;
    case 'streak':
      return gain;
    case 'pieces':
      return pieces > 0 ? { ...gain, amount: pieces } : null;
    case 'spend':
      return net > 0 ? { ...gain, amount: net } : null;
    case 'sum': {
      const amount = goal.of(facts) ?? 0;
      return amount > 0 ? { ...gain, amount } : null;
    }
    case 'collect': {
      const items = itemsOf(goal.of, goal.among, facts, all, lines);
      return items.length > 0 ? { ...gain, items } : null;
    }
  }
}

/** The places of the lines that count; null when all of them do. */
function linesThatCount(
  { when, byLine }: Challenge,
  facts: Facts,
  all: readonly Line[],
): readonly number[] | null {
  if (!byLine && !all.some((line) => line.voided)) return null;
  const asked: { -readonly [K in keyof Facts]: Facts[K] } = { ...facts };
  const found: number[] = [];
  for (const [place, line] of all.entries()) {
    if (line.voided) continue;
    asked.line = line;
    if (!byLine || when?.(asked) === true) found.push(place);
  }
  return found.length === all.length && found.length > 0 ? null : found;
}

function sums(
  all: readonly Line[],
  lines: readonly number[] | null,
): { pieces: number; net: number } {
  let pieces = 0;
  let net = 0;
  const count = lines ? lines.length : all.length;
  for (let index = 0; index < count; index++) {
    const line = all[lines ? (lines[index] as number) : index] as Line;
    pieces += line.quantity;
    net += netOf(line);
  }
  return { pieces, net };
}

function itemsOf(
  of: CollectOf,
  among: ReadonlySet<string> | null,
  { fact }: Facts,
  all: readonly Line[],
  lines: readonly number[] | null,
): Gain['items'] {
  if (of === 'store' || of === 'channel') {
    const item = fact[of];
    return item !== null && (!among || among.has(item)) ? [{ item, lines }] : NOTHING;
  }
  const found = new Map<string, number[]>();
  for (const place of lines ?? all.keys()) {
    for (const item of namesOf(of, all[place] as Line, among)) {
      found.set(item, [...(found.get(item) ?? []), place]);
    }
  }
  return [...found].map(([item, places]) => ({ item, lines: places }));
}

/** What a line is; of a named category it is enough to lie below it. */
function namesOf(of: CollectOf, line: Line, among: ReadonlySet<string> | null): readonly string[] {
  if (of === 'category' && among) return line.categories.filter((one) => among.has(one));
  const name = of === 'category' ? line.category : of === 'product' ? line.sku : line.brand;
  return name !== null && (!among || among.has(name)) ? [name] : [];
}
