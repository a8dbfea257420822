import { createHash } from 'node:crypto';
import { formatDay, type Zone } from '../../src/kernel/time.ts';
import type { RewardText } from './rooms.ts';
import { lasting } from './terms.ts';

/** A prize draw: entries until the end of a local day, and somebody who knows the seed. */
export interface Raffle {
  id: string;
  seed: string;
  text: RewardText;
  closes: number;
  drawnBy: number;
}

const PRIZES = 2;
const WITHIN = 'P3D';
/** How long a winner has. */
export const CLAIM = 'P2D';

/** The prize draws of a world, one after the other; all versions of its program have them. */
export function rafflesOf(zone: Zone, start: number): Raffle[] {
  return [1, 5, 9, 14, 20].map((days, index) => {
    const day = zone.dayOf(start) + days;
    const id = `raffle-${index + 1}`;
    const seed = `${id} of ${start}`;
    const closes = zone.endOf(day);
    const draw = { until: formatDay(day), seal: sha256(seed), within: WITHIN, claim: CLAIM };
    const text: RewardText = {
      ...{ id, kind: 'privilege', price: { points: 'coin', amount: 6 } },
      ...{ stock: { total: PRIZES }, draw, fulfil: ['at-once'], hold: 'PT1H', rollback: 'P3D' },
      limits: { perMember: [{ times: 2, per: 'P1W' }] },
    };
    return { id, seed, text, closes, drawnBy: zone.plus(closes, lasting(WITHIN)) };
  });
}

/** Who wins: the entries whose hashes are the first in order. Anybody can find that out. */
export function winnersOf({ id, seed }: Raffle, entries: readonly string[]): string[] {
  const places = entries.map((entry) => [sha256(`${seed}\n${id}\n${entry}`), entry] as const);
  places.sort(([a], [b]) => (a < b ? -1 : 1));
  return places.slice(0, PRIZES).map(([, entry]) => entry);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
