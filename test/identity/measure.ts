import {
  compare,
  Groups,
  judge,
  MATCHING,
  pairsOf,
  type Sketch,
  sketchOf,
} from '../../src/rooms/identity/index.ts';
import { type Entered, townOf } from './people.ts';

/** How well the matching finds who is one person. */
export interface Measured {
  readonly records: number;
  readonly compared: number;
  /** Pairs that automatic merges have put together, and how many of them are one person. */
  readonly merged: number;
  readonly right: number;
  /** Pairs that are one person. */
  readonly true: number;
  /** Of those that were not merged, how many a person is shown. */
  readonly shown: number;
  readonly precision: number;
  readonly recall: number;
  readonly reviews: number;
}

/** Matches a made-up town and compares with the truth, over all pairs of records. */
export function measure(people: number, seed: number): Measured {
  const town = townOf(people, seed);
  const sketches = town.map(({ id, known }) => sketchOf(id, known, hashOf(seed)));
  const groups = new Groups();
  const shownPairs = new Set<string>();
  let compared = 0;
  const toMerge: [number, Sketch, Sketch][] = [];
  for (const [one, other] of pairsOf(sketches)) {
    compared += 1;
    const { verdict, score } = judge(MATCHING, compare(one, other));
    if (verdict === 'review') shownPairs.add(`${one.id} ${other.id}`);
    if (verdict === 'merge') toMerge.push([score, one, other]);
  }
  // The surest first: what contradicts them is left for a person to look at.
  for (const [, one, other] of toMerge.sort((a, b) => b[0] - a[0])) {
    if (!groups.join(one, other)) shownPairs.add(`${one.id} ${other.id}`);
  }
  let [merged, right, shown, truth] = [0, 0, 0, 0];
  const entered = new Map(town.map((one) => [one.id, one]));
  for (const sketch of sketches) {
    for (const other of groups.of(sketch)) {
      if (other.id <= sketch.id) continue;
      merged += 1;
      const [a, b] = [entered.get(sketch.id) as Entered, entered.get(other.id) as Entered];
      if (a.person === b.person) right += 1;
    }
  }
  for (const [a, b] of truePairs(town)) {
    truth += 1;
    const together = groups.of(sketches[a.id - 1] as Sketch).some(({ id }) => id === b.id);
    if (together) continue;
    if (shownPairs.has(`${a.id} ${b.id}`)) shown += 1;
  }
  return {
    records: town.length,
    compared,
    merged,
    right,
    true: truth,
    shown,
    precision: merged === 0 ? 1 : right / merged,
    recall: right / truth,
    reviews: shownPairs.size,
  };
}

function* truePairs(town: readonly Entered[]): Generator<readonly [Entered, Entered]> {
  const byPerson = Map.groupBy(town, ({ person }) => person);
  for (const records of byPerson.values()) {
    for (const [index, one] of records.entries()) {
      for (const other of records.slice(index + 1)) yield [one, other];
    }
  }
}

/** Stands for the keyed hash of the vault: fast, and good enough where nothing is secret. */
function hashOf(seed: number): (text: string) => number {
  return (text) => {
    let hash = 2_166_136_261 ^ seed;
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
    }
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x85ebca6b);
    return (hash ^ (hash >>> 13)) >>> 0;
  };
}
