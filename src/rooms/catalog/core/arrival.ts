import type { Problem } from '../../../kernel/problem.ts';
import { DESK, type KnownTouchpoint } from './touchpoint.ts';

/** On whose behalf events come in. */
export interface Sender {
  /** The touchpoint and the store that the caller's key is bound to; null for neither. */
  readonly touchpoint: string | null;
  readonly store: string | null;
  /**
   * `key`: a machine, which must say where it stands. `desk`: people at the hub, who may leave it
   * out. `history`: old events, whose touchpoints may be gone.
   */
  readonly as: 'key' | 'desk' | 'history';
  /** Who sends, as the access log says it; the hub itself when nobody is named. */
  readonly by?: string;
}

/** The hub's own people and its own work. */
export const DESK_SENDER: Sender = Object.freeze({ touchpoint: null, store: null, as: 'desk' });

/** Work of the hub's own people; `by` as the access log says it. */
export function deskOf(by: string | undefined): Sender {
  return by === undefined ? DESK_SENDER : { ...DESK_SENDER, by };
}

/** Where an event says that it happened. */
export interface PlacedFact {
  readonly touchpoint: string | null;
  readonly store: string | null;
  readonly channel: string | null;
  readonly flags: readonly string[];
}

/** The registered touchpoints, from memory. */
export interface KnownTouchpoints {
  /** False while not one is registered: a corner shop is not asked where its events come from. */
  readonly asked: boolean;
  get(id: string): KnownTouchpoint | undefined;
}

/** The event with its place filled in and the kind of its touchpoint, or why it is refused. */
export type Arrived<F> =
  | { readonly fact: F; readonly kind: string | null }
  | { readonly refusal: Problem };

/** The flag of an old event whose touchpoint is unknown or revoked by now. */
const GONE = 'touchpoint_gone';

/**
 * Checks where an event comes from and fills what it did not say: its touchpoint from the caller's
 * key, its store and channel from the touchpoint. What it said is kept, or it is refused.
 */
export function arrive<F extends PlacedFact>(
  fact: F,
  sender: Sender,
  known: KnownTouchpoints,
): Arrived<F> {
  const { touchpoint: bound } = sender;
  if (!known.asked && bound === null && sender.store === null) return { fact, kind: null };
  if (bound !== null && fact.touchpoint !== null && fact.touchpoint !== bound) {
    return { refusal: foreign(fact.touchpoint, bound) };
  }
  if (!known.asked) return unasked(fact, sender);
  const name = bound ?? fact.touchpoint ?? (sender.as === 'desk' ? DESK : null);
  if (name === null) {
    return sender.as === 'history' ? { fact, kind: null } : { refusal: MISSING };
  }
  if (name === DESK && sender.as === 'desk') return place(fact, DESK, AT_DESK, sender);
  const one = known.get(name);
  const gone = one === undefined ? unknown(name) : one.state === 'revoked' ? revoked(name) : null;
  if (gone !== null) {
    if (sender.as !== 'history' || bound !== null) return { refusal: gone };
    const flags = [...fact.flags, GONE];
    return { fact: { ...fact, flags }, kind: one?.kind ?? null };
  }
  return place(fact, name, one as KnownTouchpoint, sender);
}

interface Place extends Pick<KnownTouchpoint, 'store' | 'channel'> {
  readonly kind: string;
}

const AT_DESK: Place = { kind: DESK, store: null, channel: null };

/** Fills what the touchpoint says of the place. Old events may have happened before it moved. */
function place<F extends PlacedFact>(
  fact: F,
  touchpoint: string,
  one: Place,
  { store: bound, as }: Sender,
): Arrived<F> {
  const { kind } = one;
  const old = as === 'history';
  if (bound !== null && one.store !== null && one.store !== bound) {
    return { refusal: foreignStore(one.store, bound) };
  }
  if (bound !== null && fact.store !== null && fact.store !== bound) {
    return { refusal: foreignStore(fact.store, bound) };
  }
  const store = one.store ?? bound;
  if (!old && store !== null && fact.store !== null && fact.store !== store) {
    return { refusal: differs('store', touchpoint, fact.store, store) };
  }
  if (!old && one.channel !== null && fact.channel !== null && fact.channel !== one.channel) {
    return { refusal: differs('channel', touchpoint, fact.channel, one.channel) };
  }
  const full = fact.touchpoint !== null && fact.store === store && fact.channel === one.channel;
  if (full) return { fact, kind };
  const filled = {
    ...fact,
    touchpoint,
    store: fact.store ?? store,
    channel: fact.channel ?? one.channel,
  };
  return { fact: filled, kind };
}

/** A hub without touchpoints still holds a key to its touchpoint and store. */
function unasked<F extends PlacedFact>(fact: F, sender: Sender): Arrived<F> {
  const touchpoint = fact.touchpoint ?? sender.touchpoint;
  const store = fact.store ?? sender.store;
  if (sender.store !== null && store !== sender.store) {
    return { refusal: foreignStore(store as string, sender.store) };
  }
  return { fact: { ...fact, touchpoint, store }, kind: null };
}

const MISSING: Problem = Object.freeze({
  code: 'touchpoint_missing',
  path: '/touchpoint',
  detail: 'It is not said through which device or channel this came.',
  fix: 'Send "touchpoint", or use the key of a touchpoint, which fills it in.',
});

function unknown(name: string): Problem {
  return {
    code: 'touchpoint_unknown',
    path: '/touchpoint',
    detail: `No touchpoint "${name}" is registered.`,
    fix: 'Register it: PUT /v1/catalog/touchpoints; or check its name.',
  };
}

function revoked(name: string): Problem {
  return {
    code: 'touchpoint_revoked',
    path: '/touchpoint',
    detail: `The touchpoint "${name}" has been revoked.`,
    fix: 'Use another touchpoint, or ask who runs the hub to make this one active again.',
  };
}

function foreign(said: string, bound: string): Problem {
  return {
    code: 'touchpoint_foreign',
    path: '/touchpoint',
    detail: `This key is that of the touchpoint "${bound}", and the event names "${said}".`,
    fix: 'Leave "touchpoint" out, or use the key of the touchpoint that is named.',
  };
}

function foreignStore(said: string, bound: string): Problem {
  return {
    code: 'store_foreign',
    path: '/store',
    detail: `This key is bound to the store "${bound}", and the event is from "${said}".`,
    fix: 'Use a key of that store, or one that is bound to none.',
  };
}

function differs(
  what: 'store' | 'channel',
  touchpoint: string,
  said: string,
  known: string,
): Problem {
  return {
    code: what === 'store' ? 'touchpoint_store_differs' : 'touchpoint_channel_differs',
    path: `/${what}`,
    detail: `The touchpoint "${touchpoint}" has the ${what} "${known}", not "${said}".`,
    fix: `Leave "${what}" out; or correct the touchpoint in the catalogue, if it has moved.`,
  };
}
