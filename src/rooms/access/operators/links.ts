import { reject } from '../../../kernel/problem.ts';
import { type Queryable, transaction } from '../../../platform/db/pool.ts';
import { passwordProblem } from '../core/password-rules.ts';
import { lockCredentials, setPassword } from '../sign-in/credential-store.ts';
import type { SignInParts } from '../sign-in/parts.ts';
import { hashPassword } from '../sign-in/password-hash.ts';
import { newToken, tokenHash } from '../sign-in/secret-token.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import { keepLink, takeLink } from './operator-store.ts';

const HOUR_MS = 60 * 60_000;

/** How long links hold. */
export const LINK_MS = { invitation: 72 * HOUR_MS, reset: 24 * HOUR_MS } as const;

/** A way to set a password, told once. */
export interface Link {
  readonly token: string;
  readonly endsAt: number;
}

/** Links by which operators set a password: random, kept as hashes, used once. */
export class Links {
  readonly #parts: SignInParts;
  readonly #sessions: Sessions;

  constructor(parts: SignInParts, sessions: Sessions) {
    this.#parts = parts;
    this.#sessions = sessions;
  }

  /** Makes a link for an operator; the older ones stop working. */
  async make(client: Queryable, operatorId: number, holdsMs: number): Promise<Link> {
    const token = newToken();
    const endsAt = this.#parts.clock.now() + holdsMs;
    await keepLink(client, { operatorId, tokenHash: tokenHash(token) as Buffer, endsAt });
    return { token, endsAt };
  }

  /** Whether an operator has set a password yet. */
  async hasPassword(client: Queryable, id: number): Promise<boolean> {
    return (await lockCredentials(client, id))?.passwordHash != null;
  }

  /**
   * Sets the password of whose link it is, and ends all their sessions. A weak password leaves the
   * link as it was.
   * @throws {Rejection} 401 `link_wrong` for an unknown, used or ended link; 422 `password_weak`.
   */
  async redeem(token: string, password: string): Promise<void> {
    const hash = tokenHash(token);
    if (!hash) throw linkWrong();
    const { pool, clock, audit } = this.#parts;
    await transaction(pool, async (client) => {
      const now = clock.now();
      const link = await takeLink(client, hash);
      const who = link && link.endsAt > now && (await lockCredentials(client, link.operatorId));
      if (!who || who.status === 'disabled') throw linkWrong();
      const weak = passwordProblem(password, who.email, who.name);
      if (weak) throw reject(422, weak);
      const passwordHash = await hashPassword(password);
      await setPassword(client, { id: who.id, passwordHash, now });
      await this.#sessions.endOthers(client, who.id);
      const actor = `operator:${who.id}`;
      await audit.note(client, [{ actor, action: 'operators.password', subject: actor }]);
    });
  }
}

const linkWrong = () =>
  reject(401, {
    code: 'link_wrong',
    path: '/token',
    detail: 'The link was used, has ended, or never was.',
    fix: 'Ask who manages access for a new one.',
  });
