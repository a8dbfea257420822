import { reject } from '../../../kernel/problem.ts';
import { transaction } from '../../../platform/db/pool.ts';
import { passwordProblem } from '../core/password-rules.ts';
import { setPassword } from './credential-store.ts';
import type { SignInParts, Visitor } from './parts.ts';
import { hashPassword } from './password-hash.ts';
import type { SecondFactor } from './second-factor.ts';
import { type SessionHolder, strengthenSession } from './session-store.ts';
import type { Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

/** What operators do about their own account while they are signed in. */
export class OwnAccount {
  readonly #parts: SignInParts;
  readonly #rest: { signIn: SignIn; sessions: Sessions; secondFactor: SecondFactor };

  constructor(
    parts: SignInParts,
    rest: { signIn: SignIn; sessions: Sessions; secondFactor: SecondFactor },
  ) {
    this.#parts = parts;
    this.#rest = rest;
  }

  /** Changes the password; every other session ends. */
  async changePassword(
    session: SessionHolder,
    { current, password }: { current: string; password: string },
    visitor: Visitor,
  ): Promise<void> {
    await this.#rest.signIn.confirmPassword(session.email, current, visitor);
    const weak = passwordProblem(password, session.email, session.name);
    if (weak) throw reject(422, weak);
    const passwordHash = await hashPassword(password);
    const { pool, clock } = this.#parts;
    await transaction(pool, async (client) => {
      await setPassword(client, { id: session.operatorId, passwordHash, now: clock.now() });
      await this.#rest.sessions.endOthers(client, session.operatorId, session.id);
      await this.#note(client, session, 'operators.password');
    });
  }

  /** Begins with a second factor, or with another one; the password is asked again. */
  async beginSecondFactor(session: SessionHolder, password: string, visitor: Visitor) {
    await this.#rest.signIn.confirmPassword(session.email, password, visitor);
    const { operatorId, email } = session;
    return transaction(this.#parts.pool, (client) =>
      this.#rest.secondFactor.begin(client, operatorId, email),
    );
  }

  /** The first code of the app: this session is strong, every other one ends. */
  async confirmSecondFactor(session: SessionHolder, code: string): Promise<string[]> {
    return transaction(this.#parts.pool, async (client) => {
      const codes = await this.#rest.secondFactor.confirm(client, session.operatorId, code);
      await strengthenSession(client, session.id);
      await this.#rest.sessions.endOthers(client, session.operatorId, session.id);
      await this.#note(client, session, 'operators.second-factor');
      return codes;
    });
  }

  /** Ends this session. */
  async signOut(session: SessionHolder): Promise<void> {
    await this.endSession(session, session.id);
  }

  /** Ends one of the own sessions; false when there is no such one. */
  async endSession(session: SessionHolder, id: string): Promise<boolean> {
    return transaction(this.#parts.pool, async (client) => {
      const ended = await this.#rest.sessions.end(client, session.operatorId, id);
      if (ended) await this.#note(client, session, 'session.end', { session: id });
      return ended;
    });
  }

  /** Ends every own session but this one; how many. */
  async endOtherSessions(session: SessionHolder): Promise<number> {
    return transaction(this.#parts.pool, async (client) => {
      const { operatorId, id } = session;
      const ended = await this.#rest.sessions.endOthers(client, operatorId, id);
      await this.#note(client, session, 'session.end', { others: ended });
      return ended;
    });
  }

  async #note(
    client: Parameters<SignInParts['audit']['note']>[0],
    { operatorId }: SessionHolder,
    action: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const actor = `operator:${operatorId}`;
    await this.#parts.audit.note(client, [{ actor, action, subject: actor, detail }]);
  }
}
