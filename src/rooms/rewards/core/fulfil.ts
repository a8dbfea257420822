import type { Instant, Zone } from '../../../kernel/time.ts';
import { after } from './promised-time.ts';
import {
  type Counter,
  find,
  no,
  notOpen,
  type Redemption,
  type RedemptionState,
  type Redemptions,
  type RewardStep,
  replace,
} from './redemption.ts';
import type { Fulfilment } from './section.ts';

/** Which changes of state each way to the member allows. Going back is a rollback. */
const CHANGES: Readonly<Record<Fulfilment, Partial<Record<RedemptionState, RedemptionState[]>>>> = {
  'at-once': {},
  'on-use': { reserved: ['used'] },
  collect: { reserved: ['to-collect', 'used'], 'to-collect': ['used'] },
  ship: { reserved: ['shipped'], shipped: ['used'] },
};

/** A change of state that somebody reports. */
export interface Change extends Counter {
  readonly id: string;
  readonly to: RedemptionState;
}

/** Carries a spent redemption on: ready to collect in a store, shipped, used. */
export function fulfil(zone: Zone, state: Redemptions, change: Change, at: Instant): RewardStep {
  const one = find(state, change.id);
  if (!one) return notOpen(change.id);
  const next = CHANGES[one.fulfil[0] ?? 'at-once'][one.state] ?? [];
  if (one.state === 'held' || one.state === 'entered') return notCommitted();
  if (!next.includes(change.to)) return notAllowed(one.state, change.to, next);
  const store = change.store ?? one.store ?? null;
  if (change.to === 'to-collect' && store === null) return storeNeeded();
  if (one.state === 'to-collect' && change.store !== null && change.store !== one.store) {
    return otherStore(one.store ?? '');
  }
  const moved = move(zone, one, change.to, store, at);
  const over = moved.state === 'used' && (moved.back ?? 0) <= at;
  const { id, reward } = one;
  const who = { store, operator: change.operator };
  return {
    state: replace(state, id, over ? null : moved),
    effects: [{ kind: 'moved', id, reward, at, from: one.state, to: change.to, ...who }],
    grants: [],
  };
}

function move(
  zone: Zone,
  one: Redemption,
  to: RedemptionState,
  store: string | null,
  at: Instant,
): Redemption {
  const { until: _until, ...kept } = one;
  const waits = to === 'to-collect' && one.collectWithin !== undefined;
  return {
    ...kept,
    state: to,
    ...(store === null ? {} : { store }),
    ...(waits ? { until: after(zone, at, one.collectWithin ?? '') } : {}),
  };
}

function notCommitted(): RewardStep {
  return no(
    'redemption_not_committed',
    '/data/redemption',
    'Its points are set aside and not spent yet.',
    'Commit it first.',
  );
}

function notAllowed(from: string, to: string, next: readonly string[]): RewardStep {
  return no(
    'fulfilment_not_allowed',
    '/data/to',
    `It is ${from}; it cannot become ${to}.`,
    next.length > 0 ? `It can become ${next.join(' or ')}.` : 'There is nothing more to do.',
  );
}

function storeNeeded(): RewardStep {
  return no('store_needed', '/store', 'Somebody will come to collect it.', 'Say in which store.');
}

function otherStore(store: string): RewardStep {
  return no('other_store', '/store', `It lies in ${store}.`, 'Hand it over there.');
}
