import { hash } from 'node:crypto';
import { reject } from '../../../kernel/problem.ts';
import { type PoolClient, transaction } from '../../../platform/db/pool.ts';
import { type GroupRoles, rolesOfGroups } from '../core/group-roles.ts';
import { signInName } from '../core/sign-in-name.ts';
import type { SignInParts, Visitor } from './parts.ts';
import type { BegunSession, Sessions } from './sessions.ts';
import type { SsoFlow } from './sso-flow.ts';
import { type SsoPerson, type SsoProvider, ssoFailed } from './sso-provider.ts';
import { adoptBySubject, lockBySubject, type SsoOperator, setRoles, useFlow } from './sso-store.ts';

/**
 * Signing in by the company's identity provider. It says who somebody is and which groups they are
 * in; the groups bring the roles, anew at every sign-in.
 */
export class SingleSignOn {
  readonly provider: SsoProvider;
  readonly #parts: SignInParts;
  readonly #sessions: Sessions;
  readonly #roles: GroupRoles;

  constructor(
    parts: SignInParts,
    rest: { provider: SsoProvider; sessions: Sessions; roles: GroupRoles },
  ) {
    this.provider = rest.provider;
    this.#parts = parts;
    this.#sessions = rest.sessions;
    this.#roles = rest.roles;
  }

  /**
   * Signs in who has come back from the provider.
   * @throws {Rejection} 401 `sso_failed`; 403 `sso_no_role` for who is in no group that brings one,
   * and for who is disabled.
   */
  async finish(flow: SsoFlow, address: URL, visitor: Visitor): Promise<BegunSession> {
    const { pool } = this.#parts;
    const isFirst = await useFlow(pool, hash('sha256', flow.state, 'buffer'), flow.endsAt);
    const person = isFirst && (await this.provider.personOf(flow, address).catch(noted(this)));
    if (!person) throw await this.refused(null, 'replayed');
    const roles = rolesOfGroups(person.groups, this.#roles);
    const begun = await transaction(pool, async (client) => {
      const found = await this.#operatorOf(client, person, roles);
      if (!found) return undefined;
      await this.#follow(client, found, roles);
      const isAllowed = found.status === 'active' && roles.length > 0;
      return isAllowed ? this.#begin(client, found.id, visitor) : undefined;
    });
    if (begun) return begun;
    await this.refused(null, 'no role');
    throw noRole();
  }

  /** Notes a refusal; returns it. */
  async refused(subject: string | null, because: string) {
    const detail = { method: 'sso', because };
    const entry = { actor: 'nobody', action: 'session.refuse', subject, detail };
    await this.#parts.audit.note(this.#parts.pool, [entry]);
    return ssoFailed();
  }

  /** Nobody is added who could do nothing. */
  async #operatorOf(
    client: PoolClient,
    { subject, email, name }: SsoPerson,
    roles: readonly string[],
  ): Promise<SsoOperator | undefined> {
    const known = await lockBySubject(client, subject);
    const address = email === null ? null : signInName(email);
    if (known || address === null || roles.length === 0) return known;
    const given = { subject, email: address, name: (name ?? address).slice(0, 200) };
    return adoptBySubject(client, { ...given, now: this.#parts.clock.now() });
  }

  /** Rights follow the groups: fewer groups end what was begun with more. */
  async #follow(client: PoolClient, found: SsoOperator, roles: readonly string[]): Promise<void> {
    if (roles.join() === found.roles.join()) return;
    await setRoles(client, found.id, roles);
    if (found.roles.some((role) => !roles.includes(role))) {
      await this.#sessions.endOthers(client, found.id);
    }
    const subject = `operator:${found.id}`;
    const detail = { rolesBefore: found.roles, roles, by: 'groups' };
    await this.#parts.audit.note(client, [
      { actor: 'hub', action: 'operators.change', subject, detail },
    ]);
  }

  async #begin(client: PoolClient, operatorId: number, { agent }: Visitor): Promise<BegunSession> {
    const who = { operatorId, agent, isStrong: true, method: 'sso' } as const;
    const begun = await this.#sessions.begin(client, who);
    const actor = `operator:${operatorId}`;
    const detail = { method: 'sso', session: begun.session.id };
    await this.#parts.audit.note(client, [
      { actor, action: 'session.begin', subject: actor, detail },
    ]);
    return begun;
  }
}

/** A failure at the provider stands in the log too. */
function noted(sso: SingleSignOn) {
  return async (error: unknown): Promise<never> => {
    await sso.refused(null, 'token');
    throw error;
  };
}

const noRole = () =>
  reject(403, {
    code: 'sso_no_role',
    path: '',
    detail: 'The identity provider knows you, and nothing here is meant for you.',
    fix: 'Ask who manages access to add you to a group that HACHI_OIDC_ROLES names.',
  });
