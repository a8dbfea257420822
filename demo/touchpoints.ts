import type { Place } from './place.ts';
import { doors, type Store, stores } from './stores.ts';

/** A device or channel of Harvest Market, as the catalogue takes it. */
export interface Touchpoint {
  id: string;
  kind: 'pos' | 'sensor' | 'app' | 'web' | 'mini-program';
  name: string;
  nameZh: string;
  store: string;
  channel: Store['channel'];
}

/** Tills of a large market, and of a corner. */
const TILLS = { 'harvest-market': 4, 'harvest-corner': 2 } as const;

const tillsByStore: ReadonlyMap<string, readonly string[]> = new Map(
  doors.map(({ id, brand }) => [
    id,
    Array.from(
      { length: TILLS[brand as keyof typeof TILLS] },
      (_, index) => `${id}-till-${index + 1}`,
    ),
  ]),
);

/** The tills and the door of every store, then the app, the web shop and the mini-program. */
export const touchpoints: readonly Touchpoint[] = stores.flatMap((store) =>
  store.channel === 'store' ? devicesOf(store) : [screenOf(store, store.channel)],
);

function devicesOf({ id: store, name, nameZh }: Store): Touchpoint[] {
  const place = { store, channel: 'store' } as const;
  const tills = (tillsByStore.get(store) ?? []).map((id, index): Touchpoint => {
    const number = index + 1;
    return {
      ...{ id, kind: 'pos', name: `${name}, till ${number}`, nameZh: `${nameZh}${number}号收银台` },
      ...place,
    };
  });
  const door: Touchpoint = {
    ...{ id: `${store}-door`, kind: 'sensor', name: `${name}, door`, nameZh: `${nameZh}门口` },
    ...place,
  };
  return [...tills, door];
}

function screenOf({ id, name, nameZh }: Store, channel: 'app' | 'web' | 'mini'): Touchpoint {
  const kind = channel === 'mini' ? 'mini-program' : channel;
  return { id: channel, kind, name, nameZh, store: id, channel };
}

/** Through which device something happens: one of the tills at a second, or the door. */
export function touchpointAt(
  { store, channel }: Place,
  second: number,
  device: 'till' | 'door',
): string {
  if (channel !== 'store') return channel;
  if (device === 'door') return `${store}-door`;
  const tills = tillsByStore.get(store) ?? [];
  return tills[Math.floor(second) % tills.length] ?? `${store}-door`;
}
