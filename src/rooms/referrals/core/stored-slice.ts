import type { Instant } from '../../../kernel/time.ts';
import type { Brought, Candidate, ReferralSlice, ReferralState, Tally } from './slice.ts';

/** A slice as one JSON value with short keys; what is empty is left out. */
export interface StoredReferrals {
  readonly c?: readonly string[];
  readonly f?: StoredFriend;
  readonly a?: StoredTally;
}

interface StoredFriend {
  readonly i: string;
  readonly v: number;
  readonly c: string;
  readonly u: readonly number[];
  readonly t: Instant;
  readonly s: ReferralState;
  readonly e: Instant;
  readonly d?: Instant;
  readonly p?: readonly (readonly [purchase: string, at: Instant, ends: Instant])[];
  readonly n?: number;
  readonly h?: 1;
  readonly w?: Readonly<Record<string, number>>;
  readonly k?: readonly string[];
  readonly g?: 1;
  readonly y?: string;
}

interface StoredTally {
  readonly b?: number;
  readonly x?: number;
  readonly d?: readonly number[];
  readonly r?: number;
  readonly s?: Readonly<Record<string, 'reached' | 'lost'>>;
}

/** Writes a slice for the member's row. */
export function storeReferrals({ codes, friend, advocate }: ReferralSlice): StoredReferrals {
  return {
    ...(codes ? { c: codes } : {}),
    ...(friend ? { f: storeFriend(friend) } : {}),
    ...(advocate ? { a: storeTally(advocate) } : {}),
  };
}

/** Reads what `storeReferrals` wrote. */
export function readReferrals({ c, f, a }: StoredReferrals): ReferralSlice {
  return {
    ...(c ? { codes: c } : {}),
    ...(f ? { friend: readFriend(f) } : {}),
    ...(a ? { advocate: readTally(a) } : {}),
  };
}

function storeFriend(friend: Brought): StoredFriend {
  const { purchases, noted, cleared } = friend;
  return {
    i: friend.id,
    v: friend.version,
    c: friend.code,
    u: friend.chain,
    t: friend.at,
    s: friend.state,
    e: friend.until,
    ...(friend.due === null ? {} : { d: friend.due }),
    ...(purchases.length === 0 ? {} : { p: purchases.map(storeCandidate) }),
    ...(friend.ripened === 0 ? {} : { n: friend.ripened }),
    ...(friend.held ? { h: 1 as const } : {}),
    ...(Object.keys(noted).length === 0 ? {} : { w: noted }),
    ...(cleared.length === 0 ? {} : { k: cleared }),
    ...(friend.welcomed ? { g: 1 as const } : {}),
    ...(friend.rewardedBy === null ? {} : { y: friend.rewardedBy }),
  };
}

function storeCandidate({ purchase, at, ends }: Candidate): readonly [string, number, number] {
  return [purchase, at, ends];
}

function readFriend(stored: StoredFriend): Brought {
  return {
    id: stored.i,
    version: stored.v,
    code: stored.c,
    chain: stored.u,
    at: stored.t,
    state: stored.s,
    until: stored.e,
    due: stored.d ?? null,
    purchases: (stored.p ?? []).map(([purchase, at, ends]) => ({ purchase, at, ends })),
    ripened: stored.n ?? 0,
    held: stored.h === 1,
    noted: stored.w ?? {},
    cleared: stored.k ?? [],
    welcomed: stored.g === 1,
    rewardedBy: stored.y ?? null,
  };
}

function storeTally({ bound, closed, done, reversed, steps }: Tally): StoredTally {
  return {
    ...(bound === 0 ? {} : { b: bound }),
    ...(closed === 0 ? {} : { x: closed }),
    ...(done.length === 0 ? {} : { d: done }),
    ...(reversed === 0 ? {} : { r: reversed }),
    ...(Object.keys(steps).length === 0 ? {} : { s: steps }),
  };
}

function readTally({ b, x, d, r, s }: StoredTally): Tally {
  return { bound: b ?? 0, closed: x ?? 0, done: d ?? [], reversed: r ?? 0, steps: s ?? {} };
}
