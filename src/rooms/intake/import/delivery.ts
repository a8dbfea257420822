import { type Problem, Rejection } from '../../../kernel/problem.ts';
import type { Item, Target } from './core/row-mapper.ts';

/** What became of one event. */
export interface SubmitResult {
  readonly status: 'decided' | 'duplicate' | 'refused' | 'parked';
  readonly problems?: readonly Problem[];
  /** JSON pointers of what the hub wrote differently than the row gave it. */
  readonly changed?: readonly string[];
}

/** The kinds of catalogue entries. */
export type CatalogTarget = Exclude<Target, 'events'>;

/** Where an import sends what it read: the hub in this process, or one behind HTTP. */
export interface Delivery {
  /** Up to 1,000 events in order; one result for each, in the same order. */
  submit(inputs: readonly unknown[]): Promise<readonly SubmitResult[]>;
  /** Up to 1,000 entries, all or nothing. @throws {Rejection} naming the wrong ones by index. */
  putCatalog(target: CatalogTarget, entries: readonly unknown[]): Promise<void>;
}

const DECIDED: SubmitResult = { status: 'decided' };
const TARGETS: readonly CatalogTarget[] = ['categories', 'products', 'stores', 'touchpoints'];

/** Sends items of any kind; one result for each, in the same order. */
export async function deliver(delivery: Delivery, items: readonly Item[]): Promise<SubmitResult[]> {
  const results: SubmitResult[] = new Array(items.length);
  const events = placesOf(items, 'events');
  if (events.length > 0) {
    const answers = await delivery.submit(events.map((place) => items[place]!.input));
    for (const [index, place] of events.entries()) results[place] = answers[index]!;
  }
  for (const target of TARGETS) {
    await deliverEntries(delivery, target, items, placesOf(items, target), results);
  }
  return results;
}

function placesOf(items: readonly Item[], target: Target): number[] {
  const places: number[] = [];
  for (const [place, item] of items.entries()) if (item.target === target) places.push(place);
  return places;
}

/** Sends entries; the wrong ones are taken out until the rest is accepted. */
async function deliverEntries(
  delivery: Delivery,
  target: CatalogTarget,
  items: readonly Item[],
  places: readonly number[],
  results: SubmitResult[],
): Promise<void> {
  for (const place of places) results[place] = DECIDED;
  // An entry that comes again replaces the one before: only the last one is sent.
  const last = new Map<unknown, number>();
  for (const place of places) last.set(entryId(items[place]!), place);
  let left = [...last.values()];
  while (left.length > 0) {
    try {
      await delivery.putCatalog(
        target,
        left.map((place) => items[place]!.input),
      );
      return;
    } catch (error) {
      const wrong = error instanceof Rejection ? wrongEntries(error, left) : new Map();
      if (wrong.size === 0) throw error;
      for (const [place, problems] of wrong) results[place] = { status: 'refused', problems };
      left = left.filter((place) => !wrong.has(place));
    }
  }
}

function entryId({ input }: Item): unknown {
  return input.sku ?? input.id;
}

/** The places that a refusal names, with what is wrong there. */
function wrongEntries(rejection: Rejection, sent: readonly number[]): Map<number, Problem[]> {
  const wrong = new Map<number, Problem[]>();
  for (const problem of rejection.problems) {
    const index = /^\/(\d+)(?:\/|$)/.exec(problem.path)?.[1];
    const place = index === undefined ? undefined : sent[Number(index)];
    if (place === undefined) continue;
    wrong.set(place, [...(wrong.get(place) ?? []), problem]);
  }
  return wrong;
}
