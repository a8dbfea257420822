import { type Rejection, reject } from '../../../kernel/problem.ts';
import { transaction } from '../../../platform/db/pool.ts';
import { signInName } from '../core/sign-in-name.ts';
import type { Attempts, Try } from './attempts.ts';
import { type Credentials, credentialsOf } from './credential-store.ts';
import type { SignInParts, Visitor } from './parts.ts';
import { isPassword } from './password-hash.ts';
import { type SecondFactor, type SecondProof, wrongCode } from './second-factor.ts';
import type { BegunSession, Sessions } from './sessions.ts';

/** What somebody signs in with. */
export interface SignInForm extends SecondProof {
  readonly email: string;
  readonly password: string;
}

/** Signing in by password: counted, slow for who guesses, and silent about which accounts exist. */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #attempts: Attempts;
  readonly #sessions: Sessions;
  readonly #secondFactor: SecondFactor;

  constructor(
    parts: SignInParts,
    rest: { attempts: Attempts; sessions: Sessions; secondFactor: SecondFactor },
  ) {
    this.#parts = parts;
    this.#attempts = rest.attempts;
    this.#sessions = rest.sessions;
    this.#secondFactor = rest.secondFactor;
  }

  /**
   * Signs somebody in.
   * @throws {Rejection} 401 `sign_in_failed`, the same for every wrong name and password;
   * `second_factor_missing` and `second_factor_wrong` for who knows the password; 429
   * `sign_in_locked`.
   */
  async byPassword(form: SignInForm, visitor: Visitor): Promise<BegunSession> {
    const email = signInName(form.email);
    const account = email ?? form.email.toLowerCase();
    const found = await credentialsOf(this.#parts.pool, account);
    const subject = found ? `operator:${found.id}` : null;
    const tried: Try = { account, address: visitor.address, subject };
    await this.#attempts.begin(tried);
    const same = await isPassword(found?.passwordHash, form.password);
    if (!same || found?.status !== 'active') throw await this.#refuse(tried, 'password');
    const isStrong = await this.#checkSecondFactor(found, form, tried);
    return transaction(this.#parts.pool, async (client) => {
      await this.#attempts.succeed(client, tried);
      const { id: operatorId } = found;
      const { agent } = visitor;
      const begun = await this.#sessions.begin(client, {
        ...{ operatorId, agent, isStrong },
        method: 'password',
      });
      const detail = { method: 'password', session: begun.session.id, isStrong };
      const actor = `operator:${operatorId}`;
      await this.#parts.audit.note(client, [
        { actor, action: 'session.begin', subject: actor, detail },
      ]);
      return begun;
    });
  }

  /**
   * Whether this is the password of who is signed in already, counted like signing in.
   * @throws {Rejection} 401 `sign_in_failed`.
   */
  async confirmPassword(email: string, password: string, visitor: Visitor): Promise<void> {
    const found = await credentialsOf(this.#parts.pool, email);
    const subject = found ? `operator:${found.id}` : null;
    const tried: Try = { account: email, address: visitor.address, subject };
    await this.#attempts.begin(tried);
    const same = await isPassword(found?.passwordHash, password);
    if (!same) throw await this.#refuse(tried, 'password');
    await this.#attempts.takeBack(tried);
  }

  async #checkSecondFactor(found: Credentials, proof: SecondProof, tried: Try): Promise<boolean> {
    if (!found.totpSecret) return false;
    if (proof.code === undefined && proof.recoveryCode === undefined) {
      await this.#attempts.takeBack(tried);
      throw missingCode();
    }
    if (await this.#secondFactor.check(found, proof)) return true;
    await this.#refuse(tried, 'second factor');
    throw wrongCode(401);
  }

  async #refuse(tried: Try, because: string): Promise<Rejection> {
    const from = this.#attempts.addressWord(tried.address);
    const detail = { because, from };
    await this.#parts.audit.note(this.#parts.pool, [
      { actor: 'nobody', action: 'session.refuse', subject: tried.subject, detail },
    ]);
    return signInFailed();
  }
}

const signInFailed = () =>
  reject(401, {
    code: 'sign_in_failed',
    path: '',
    detail: 'The name or the password is wrong.',
    fix: 'Check both; who manages access can send a new link.',
  });

const missingCode = () =>
  reject(401, {
    code: 'second_factor_missing',
    path: '/code',
    detail: 'This account signs in with a second factor.',
    fix: 'Send the code of the app as "code", or a "recoveryCode".',
  });
