import { hash, timingSafeEqual } from 'node:crypto';
import { type Rejection, reject } from '../../../kernel/problem.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Pool } from '../../../platform/db/pool.ts';
import type { Caller } from '../../../platform/http/caller.ts';
import { repeat } from '../../../platform/repeat.ts';
import { keyIdOf } from '../core/key-text.ts';
import { type KnownKey, keysFingerprint, loadKeys, noteUses } from './key-store.ts';

/** How often the hub asks whether a key has changed: a revoked one is out within this time. */
const LOOK_EVERY_MS = 500;
/** How often the last uses are written down. */
const NOTE_EVERY_MS = 30_000;
/** For so long a revoked or ended key is told from an unknown one. */
const REMEMBER_MS = 30 * 86_400_000;
/** Keys that made each other, one after another, at most. */
const CHAIN_MOST = 10;
/** What an unknown key is compared with, so that it takes as long as a known one. */
const NO_HASH = Buffer.alloc(32);

interface Held {
  readonly key: KnownKey;
  readonly caller: KeyCaller;
}

/** A caller with a key, and what its key alone says. */
export interface KeyCaller extends Caller {
  readonly requestsPerMinute: number | null;
}

/** All keys in memory: a request costs no query; a change reaches every hub in half a second. */
export class KeyRing {
  readonly #pool: Pool;
  readonly #clock: Clock;
  #held = new Map<string, Held>();
  #fingerprint = '';
  #looking: Promise<void> = Promise.resolve();
  #uses = new Map<string, number>();
  #stops: (() => Promise<void>)[] = [];

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /**
   * Whose key this is; undefined when it is nobody's.
   * @throws {Rejection} 401 for a key that was right, and has ended.
   */
  holderOf(text: string): KeyCaller | undefined {
    const id = keyIdOf(text);
    if (id === null) return undefined;
    const held = this.#held.get(id);
    const same = timingSafeEqual(hash('sha256', text, 'buffer'), held?.key.secretHash ?? NO_HASH);
    if (!held || !same) return undefined;
    const now = this.#clock.now();
    if (held.key.revokedAt !== null) throw ended('key_revoked', 'This key was revoked.');
    if (held.key.expiresAt <= now) throw ended('key_expired', 'This key has ended.');
    this.#uses.set(id, now);
    return held.caller;
  }

  /** When a key ends; null for one that is not known. */
  endOf(id: string): number | null {
    return this.#held.get(id)?.key.expiresAt ?? null;
  }

  /** Takes up what has changed; one at a time, so that an older look never covers a newer one. */
  refresh(): Promise<void> {
    const next = this.#looking.catch(() => undefined).then(() => this.#look());
    this.#looking = next;
    return next;
  }

  async #look(): Promise<void> {
    const fingerprint = await keysFingerprint(this.#pool);
    if (fingerprint === this.#fingerprint) return;
    const keys = await loadKeys(this.#pool, this.#clock.now() - REMEMBER_MS);
    this.#held = new Map(keys.map((key) => [key.id, { key, caller: callerOf(key, keys) }]));
    this.#fingerprint = fingerprint;
  }

  /** Keeps looking for changes of other hubs until `close`. */
  async watch(onError: (error: unknown) => void): Promise<void> {
    await this.refresh();
    this.#stops = [
      repeat(() => this.refresh(), LOOK_EVERY_MS, onError),
      repeat(() => this.#noteUses(), NOTE_EVERY_MS, onError),
    ];
  }

  /** Stops looking, and writes the last uses down. */
  async close(): Promise<void> {
    await Promise.all(this.#stops.map((stop) => stop()));
    this.#stops = [];
    await this.#noteUses();
  }

  async #noteUses(): Promise<void> {
    if (this.#uses.size === 0) return;
    const uses = this.#uses;
    this.#uses = new Map();
    await noteUses(this.#pool, uses);
  }
}

function callerOf(key: KnownKey, keys: readonly KnownKey[]): KeyCaller {
  const permissions = new Set([...key.permissions, 'docs.read']);
  const { id, name, store, touchpoint, requestsPerMinute } = key;
  return {
    kind: 'key',
    ...{ id, name, store, touchpoint, requestsPerMinute },
    madeBy: makerOf(key, keys),
    may: (permission) => permissions.has(permission),
  };
}

/** The person behind a key: who made it, or made the key that made it. */
function makerOf(key: KnownKey, keys: readonly KnownKey[]): string {
  let { createdBy } = key;
  for (let step = 0; step < CHAIN_MOST && createdBy.startsWith('key:'); step += 1) {
    const maker = keys.find(({ id }) => `key:${id}` === createdBy);
    if (!maker) break;
    createdBy = maker.createdBy;
  }
  return createdBy;
}

function ended(code: 'key_revoked' | 'key_expired', detail: string): Rejection {
  const fix = 'Ask who manages access for a new key: hachi key make.';
  return reject(401, { code, path: '', detail, fix });
}
