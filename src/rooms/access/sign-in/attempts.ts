import { createHmac } from 'node:crypto';
import { Rejection } from '../../../kernel/problem.ts';
import { type PoolClient, transaction } from '../../../platform/db/pool.ts';
import {
  ACCOUNT_RULE,
  ADDRESS_RULE,
  type Attempts as Attempted,
  countTry,
  type LockRule,
  lockedUntil,
  NO_ATTEMPTS,
  takeBack,
} from '../core/lock-out.ts';
import { forgetAttempts, forgetOldAttempts, lockAttempts, saveAttempts } from './attempt-store.ts';
import type { SignInParts } from './parts.ts';

/** What is tried: an account, whether there is such a one or not, from an address. */
export interface Try {
  /** The name that was typed; only a keyed hash of it is kept. */
  readonly account: string;
  readonly address: string;
  /** Whose account it is, when there is one: for the log. */
  readonly subject: string | null;
}

interface Counted {
  readonly kind: 'account' | 'address';
  readonly subject: Buffer;
  readonly rule: LockRule;
}

const KEPT_MS = 48 * 60 * 60_000;

/**
 * Counts tries to sign in, over all processes. A try counts as wrong before the password is looked
 * at, and is taken back when it was not: a crowd of tries at once gets no more than one after
 * another. Names that nobody has are counted like others, so that nothing tells them apart.
 */
export class Attempts {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** @throws {Rejection} 429 `sign_in_locked` while one has to wait. */
  async begin(tried: Try): Promise<void> {
    const now = this.#parts.clock.now();
    const wait = await transaction(this.#parts.pool, async (client) => {
      const all = this.#subjects(tried);
      const found: Attempted[] = [];
      for (const each of all) found.push(await lockAttempts(client, each.subject));
      const until = Math.max(
        ...all.map(({ rule }, at) => lockedUntil(found[at] ?? NO_ATTEMPTS, rule)),
      );
      if (until > now) return until - now;
      for (const [at, each] of all.entries()) {
        await this.#count(client, each, countTry(found[at] ?? NO_ATTEMPTS, now), tried);
      }
      return 0;
    });
    if (wait > 0) throw locked(wait);
  }

  /** The try was no failure, but has not signed anybody in either. */
  async takeBack(tried: Try): Promise<void> {
    await transaction(this.#parts.pool, async (client) => {
      for (const { subject } of this.#subjects(tried)) {
        await saveAttempts(client, subject, takeBack(await lockAttempts(client, subject)));
      }
    });
  }

  /** Somebody has signed in: the account is free of wrong tries, the address of this one. */
  async succeed(client: PoolClient, tried: Try): Promise<void> {
    for (const { kind, subject } of this.#subjects(tried)) {
      if (kind === 'account') await forgetAttempts(client, subject);
      else await saveAttempts(client, subject, takeBack(await lockAttempts(client, subject)));
    }
  }

  /** Lets an account try again at once. */
  async unlock(client: PoolClient, account: string): Promise<void> {
    await forgetAttempts(client, this.#keyOf('account', account));
  }

  /** Forgets what is too old to matter. */
  async clear(): Promise<void> {
    await forgetOldAttempts(this.#parts.pool, this.#parts.clock.now() - KEPT_MS);
  }

  /** A word for an address that tells no address: the same for the same one. */
  addressWord(address: string): string {
    return this.#keyOf('address', address).toString('hex').slice(0, 12);
  }

  async #count(
    client: PoolClient,
    { kind, subject, rule }: Counted,
    next: Attempted,
    tried: Try,
  ): Promise<void> {
    await saveAttempts(client, subject, next);
    if (next.failures !== rule.free) return;
    const from = this.addressWord(tried.address);
    await this.#parts.audit.note(client, [
      { actor: 'nobody', action: 'session.lock', subject: tried.subject, detail: { kind, from } },
    ]);
  }

  /** Always in the same order, so that two tries never wait for each other in a circle. */
  #subjects({ account, address }: Try): readonly Counted[] {
    return [
      { kind: 'account', subject: this.#keyOf('account', account), rule: ACCOUNT_RULE },
      { kind: 'address', subject: this.#keyOf('address', address), rule: ADDRESS_RULE },
    ];
  }

  #keyOf(kind: string, text: string): Buffer {
    return createHmac('sha256', this.#parts.secret).update(`attempts ${kind}\n${text}`).digest();
  }
}

function locked(waitMs: number): Rejection {
  const seconds = Math.ceil(waitMs / 1000);
  const problem = {
    code: 'sign_in_locked',
    path: '',
    detail: 'There were too many wrong tries.',
    fix: `Wait ${seconds} seconds, or ask who manages access to unlock the account.`,
  };
  return new Rejection(429, [problem], seconds);
}
