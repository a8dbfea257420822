import { systemClock } from '../../src/platform/clock.ts';
import type { Vault } from '../../src/platform/vault/index.ts';
import { Intake } from '../../src/rooms/intake/index.ts';
import type { Ground } from '../ground.ts';
import type { Purchases } from '../purchases.ts';
import { runIntake } from './intake.ts';

const ROUNDS = 6;
const PURCHASES = 20_000;

/** Purchases a second with the access log and the vault, and without. */
export interface AccessCost {
  readonly with: number;
  readonly without: number;
}

/**
 * The same intake twice, in turns: one notes each batch in the access log and knows its members by
 * blind indexes; the other notes nothing and has every blind index at hand. Both begin each round
 * without having seen anybody, so that every member is looked up. The medians of all rounds.
 */
export async function runAccess(
  ground: Ground,
  purchases: Purchases,
  members: number,
): Promise<AccessCost> {
  const { vault, audit } = ground.rooms;
  const ways = {
    with: { vault, audit },
    without: { vault: remembering(vault) },
  };
  const rates: Record<keyof typeof ways, number[]> = { with: [], without: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const order = round % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const);
    for (const way of order) {
      const intake = openIntake(ground, ways[way]);
      const inputs = purchases.next(PURCHASES, members, `access-${way}-${round}`);
      const rate = await runIntake({ ...ground, rooms: { ...ground.rooms, intake } }, inputs);
      await intake.close();
      // The first round fills caches, and the blind indexes that are remembered.
      if (round > 0) rates[way].push(rate);
    }
  }
  return { with: median(rates.with), without: median(rates.without) };
}

function openIntake(
  { url, pool, rooms }: Ground,
  parts: Pick<ConstructorParameters<typeof Intake>[0], 'vault' | 'audit'>,
): Intake {
  return new Intake({
    ...{ url, pool, clock: systemClock, catalog: rooms.catalog, programs: rooms.program },
    referrals: { hubKey: rooms.hubKey, human: null },
    queueMost: 100_000,
    batchMost: 128,
    ...parts,
  });
}

/** The vault, with blind indexes that are computed only once: to know a member costs nothing. */
function remembering(vault: Vault): Vault {
  const known = new Map<string, Buffer>();
  const blind = (kind: string, value: string): Buffer => {
    const name = `${kind}\n${value}`;
    const found = known.get(name) ?? vault.blind(kind, value);
    known.set(name, found);
    return found;
  };
  return Object.create(vault, { blind: { value: blind } }) as Vault;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
