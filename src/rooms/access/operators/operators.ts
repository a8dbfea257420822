import { type Rejection, reject } from '../../../kernel/problem.ts';
import { type PoolClient, transaction } from '../../../platform/db/pool.ts';
import { actorOf, type Caller } from '../../../platform/http/caller.ts';
import { isRole } from '../core/roles.ts';
import { signInName } from '../core/sign-in-name.ts';
import type { Attempts } from '../sign-in/attempts.ts';
import { removeSecondFactor } from '../sign-in/credential-store.ts';
import type { SignInParts } from '../sign-in/parts.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import { LINK_MS, type Link, type Links } from './links.ts';
import { type Operator, operatorActor } from './operator.ts';
import {
  countOperators,
  insertOperator,
  listOperators,
  lockOperator,
  updateOperator,
} from './operator-store.ts';

/** Operators of one hub, at most: it is a team, not a crowd. */
const OPERATORS_MOST = 1_000;

/** What may be changed about an operator. */
export interface OperatorChange {
  readonly name?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

/** Who runs the hub: added, changed and disabled by those who manage access. */
export class Operators {
  readonly #parts: SignInParts;
  readonly #sessions: Sessions;
  readonly #attempts: Attempts;
  readonly #links: Links;

  constructor(parts: SignInParts, rest: { sessions: Sessions; attempts: Attempts; links: Links }) {
    this.#parts = parts;
    this.#sessions = rest.sessions;
    this.#attempts = rest.attempts;
    this.#links = rest.links;
  }

  /** Everybody, by name. */
  list(): Promise<Operator[]> {
    return listOperators(this.#parts.pool, OPERATORS_MOST);
  }

  /** How many can sign in, or will be able to: without any, the administrator's key rules alone. */
  count(): Promise<number> {
    return countOperators(this.#parts.pool);
  }

  /**
   * Adds somebody, who sets a password by the link.
   * @throws {Rejection} 422 `email_invalid`, `role_unknown`; 409 `operator_exists`.
   */
  async add(
    given: { name: string; email: string; roles: readonly string[] },
    caller: Caller,
  ): Promise<{ operator: Operator; link: Link }> {
    const email = signInName(given.email);
    if (email === null) throw emailInvalid();
    const roles = readRoles(given.roles);
    const { pool, clock } = this.#parts;
    return transaction(pool, async (client) => {
      const createdBy = actorOf(caller);
      const fresh = {
        name: given.name.trim(),
        email,
        roles,
        status: 'invited',
        createdBy,
      } as const;
      const operator = await insertOperator(client, fresh, clock.now());
      if (!operator) throw exists();
      const link = await this.#links.make(client, operator.id, LINK_MS.invitation);
      await this.#note(client, caller, 'operators.add', operator, { roles });
      return { operator, link };
    });
  }

  /**
   * Changes the name, the roles, or whether somebody may sign in. Who is disabled has no session
   * any more. Nobody changes own rights.
   */
  async change(id: number, change: OperatorChange, caller: Caller): Promise<Operator> {
    const { name, roles, disabled } = change;
    if ((roles || disabled !== undefined) && isSelf(caller, id)) throw ownRights();
    return transaction(this.#parts.pool, async (client) => {
      const before = await this.#locked(client, id);
      const next: Operator = {
        ...before,
        name: name?.trim() ?? before.name,
        roles: roles ? readRoles(roles) : before.roles,
        status: statusAfter(before, disabled, await this.#links.hasPassword(client, id)),
      };
      await updateOperator(client, next);
      if (next.status === 'disabled') await this.#sessions.endOthers(client, id);
      await this.#note(client, caller, 'operators.change', next, {
        ...(name === undefined ? {} : { fields: ['name'] }),
        ...(roles ? { rolesBefore: before.roles, roles: next.roles } : {}),
        ...(disabled === undefined ? {} : { statusBefore: before.status, status: next.status }),
      });
      return next;
    });
  }

  /** A new link to set a password, for who has lost it; older links stop working. */
  async sendLink(id: number, caller: Caller): Promise<Link> {
    if (isSelf(caller, id)) throw ownRights();
    return transaction(this.#parts.pool, async (client) => {
      const operator = await this.#locked(client, id);
      if (operator.status === 'disabled') throw isDisabled();
      const link = await this.#links.make(client, id, LINK_MS.reset);
      await this.#note(client, caller, 'operators.link', operator);
      return link;
    });
  }

  /** Takes the second factor of somebody who has lost it, and all sessions; raises an alert. */
  async dropSecondFactor(id: number, caller: Caller, reason: string): Promise<void> {
    if (isSelf(caller, id)) throw ownRights();
    await transaction(this.#parts.pool, async (client) => {
      const operator = await this.#locked(client, id);
      await removeSecondFactor(client, id);
      await this.#sessions.endOthers(client, id);
      await this.#note(client, caller, 'operators.drop-second-factor', operator, {}, reason);
      await this.#parts.audit.raiseAlert(client, {
        kind: 'second_factor_removed',
        actor: actorOf(caller),
        subject: operatorActor(operator),
      });
    });
  }

  /** Lets somebody who had too many wrong tries try again at once. */
  async unlock(id: number, caller: Caller): Promise<void> {
    await transaction(this.#parts.pool, async (client) => {
      const operator = await this.#locked(client, id);
      await this.#attempts.unlock(client, operator.email);
      await this.#note(client, caller, 'operators.unlock', operator);
    });
  }

  async #locked(client: PoolClient, id: number): Promise<Operator> {
    const found = await lockOperator(client, id);
    if (!found) throw unknown();
    return found;
  }

  async #note(
    client: PoolClient,
    caller: Caller,
    action: string,
    operator: Operator,
    detail: Record<string, unknown> = {},
    reason?: string,
  ): Promise<void> {
    const subject = operatorActor(operator);
    const entry = { actor: actorOf(caller), action, subject, detail };
    await this.#parts.audit.note(client, [reason === undefined ? entry : { ...entry, reason }]);
  }
}

function isSelf(caller: Caller, id: number): boolean {
  return caller.kind === 'operator' && caller.id === String(id);
}

function statusAfter(
  { status }: Operator,
  disabled: boolean | undefined,
  hasPassword: boolean,
): Operator['status'] {
  if (disabled === undefined) return status;
  if (disabled) return 'disabled';
  return status === 'disabled' ? (hasPassword ? 'active' : 'invited') : status;
}

/** The roles, each once; every one must be known. */
function readRoles(given: readonly string[]): string[] {
  const unknownAt = given.findIndex((role) => !isRole(role));
  if (unknownAt >= 0) {
    throw reject(422, {
      code: 'role_unknown',
      path: `/roles/${unknownAt}`,
      detail: 'There is no such role.',
      fix: 'The roles are listed in docs/guides/access.md.',
    });
  }
  return [...new Set(given)].sort();
}

const refusal = (
  status: number,
  code: string,
  path: string,
  detail: string,
  fix: string,
): Rejection => reject(status, { code, path, detail, fix });

const emailInvalid = () =>
  refusal(
    422,
    'email_invalid',
    '/email',
    'This is no e-mail address.',
    'Write name@company.example.',
  );
const exists = () =>
  refusal(
    409,
    'operator_exists',
    '/email',
    'Somebody signs in with this e-mail already.',
    'Change that operator, or send a new link.',
  );
const unknown = () =>
  refusal(
    404,
    'operator_unknown',
    '/path/id',
    'There is no such operator.',
    'See GET /v1/operators.',
  );
const ownRights = () =>
  refusal(
    403,
    'own_rights',
    '/path/id',
    'Nobody changes own rights.',
    'Ask another operator who manages access, or use the administrator key.',
  );
const isDisabled = () =>
  refusal(
    409,
    'operator_disabled',
    '/path/id',
    'This operator is disabled.',
    'Enable the operator first.',
  );
