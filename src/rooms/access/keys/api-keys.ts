import { hash, randomBytes } from 'node:crypto';
import { Rejection, reject } from '../../../kernel/problem.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Pool, transaction } from '../../../platform/db/pool.ts';
import { actorOf, type Caller } from '../../../platform/http/caller.ts';
import type { AuditLog } from '../../audit/index.ts';
import { type KeyRequest, readKeyRequest } from '../core/key-request.ts';
import { keyText } from '../core/key-text.ts';
import { KeyRing } from './key-ring.ts';
import { countKeys, insertKey, type KeyRow, listKeys, readKey, revokeKey } from './key-store.ts';

/** Keys that may open something at once; all of them lie in memory. */
const KEYS_MOST = 20_000;

/** What a key is made from. */
export interface NewKey extends KeyRequest {
  /** For people: which till, which app. */
  readonly name: string;
  /** How it is called for ever; made when left out. */
  readonly id?: string | undefined;
  readonly requestsPerMinute?: number | null | undefined;
}

/** What keys stand on. */
export interface KeyGround {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: AuditLog;
}

/** A key that was just made: the only time that its text is told. */
export interface MadeKey {
  readonly key: string;
  readonly row: KeyRow;
}

/** The keys of tills, apps and partners: made, listed, revoked, and recognised. */
export class ApiKeys {
  readonly ring: KeyRing;
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #audit: AuditLog;

  constructor({ pool, clock, audit }: KeyGround) {
    this.#pool = pool;
    this.#clock = clock;
    this.#audit = audit;
    this.ring = new KeyRing(pool, clock);
  }

  /**
   * Makes a key.
   * @throws {Rejection} 422 with everything that is wrong, 409 when the id was given before.
   */
  async make(asked: NewKey, by: Caller): Promise<MadeKey> {
    const now = this.#clock.now();
    const read = readKeyRequest(asked, this.#makerOf(by), now);
    if ('problems' in read) throw new Rejection(422, read.problems);
    const id = asked.id ?? `k${randomBytes(6).toString('hex')}`;
    const key = keyText(id, randomBytes(32).toString('base64url'));
    const row = {
      ...read.scope,
      ...{ id, name: asked.name, createdAt: now, createdBy: actorOf(by) },
      requestsPerMinute: asked.requestsPerMinute ?? null,
    };
    await transaction(this.#pool, async (client) => {
      if ((await countKeys(client, now)) >= KEYS_MOST) throw tooMany();
      const secretHash = hash('sha256', key, 'buffer');
      if (!(await insertKey(client, { ...row, secretHash }))) throw taken(id);
      const { permissions, store, touchpoint, expiresAt } = row;
      const detail = { permissions, store, touchpoint, expiresAt };
      const [actor, subject] = [actorOf(by), `key:${id}`];
      await this.#audit.note(client, [{ actor, action: 'keys.make', subject, detail }]);
    });
    await this.ring.refresh();
    return { key, row: { ...row, revokedAt: null, revokedBy: null, lastUsedAt: null } };
  }

  /**
   * Ends a key at once, on every hub within a second; again is harmless.
   * @throws {Rejection} 404 when there is no such key.
   */
  async revoke(id: string, by: Caller): Promise<KeyRow> {
    const at = this.#clock.now();
    const row = await transaction(this.#pool, async (client) => {
      const revoked = await revokeKey(client, id, { by: actorOf(by), at });
      if (!revoked) throw unknown(id);
      const [actor, subject] = [actorOf(by), `key:${id}`];
      if (revoked.now) {
        await this.#audit.note(client, [{ actor, action: 'keys.revoke', subject }]);
      }
      return revoked.row;
    });
    await this.ring.refresh();
    return row;
  }

  /** @throws {Rejection} 404 when there is no such key. */
  async read(id: string): Promise<KeyRow> {
    const row = await readKey(this.#pool, id);
    if (!row) throw unknown(id);
    return row;
  }

  /** At most `limit` keys after the id `after`. */
  list(page: { readonly after: string; readonly limit: number }): Promise<KeyRow[]> {
    return listKeys(this.#pool, page);
  }

  #makerOf(by: Caller) {
    const isKey = by.kind === 'key';
    const { store, touchpoint } = by;
    const expiresAt = isKey ? this.ring.endOf(by.id) : null;
    return { isKey, store, touchpoint, expiresAt, may: by.may };
  }
}

function tooMany(): Rejection {
  return reject(409, {
    code: 'keys_too_many',
    path: '',
    detail: `There are ${KEYS_MOST} keys already.`,
    fix: 'Revoke those that are not used: hachi key list.',
  });
}

function taken(id: string): Rejection {
  return reject(409, {
    code: 'key_id_taken',
    path: '/id',
    detail: `A key was called ${id} before, and names are not given twice.`,
    fix: 'Choose another id, or leave it out.',
  });
}

function unknown(id: string): Rejection {
  return reject(404, {
    code: 'key_unknown',
    path: '',
    detail: `There is no key ${id.slice(0, 60)}.`,
    fix: 'GET /v1/keys lists them.',
  });
}
