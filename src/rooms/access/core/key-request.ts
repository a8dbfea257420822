import type { Problem } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import { isPermission } from './permissions.ts';
import { isRole, permissionsOf } from './roles.ts';

/** What a new key is asked to be. */
export interface KeyRequest {
  readonly permissions?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly store?: string | null | undefined;
  readonly touchpoint?: string | null | undefined;
  /** A year from now by default. */
  readonly expiresAt?: Instant | undefined;
}

/** Who makes it, and the most that it may be. */
export interface KeyMaker {
  may(permission: string): boolean;
  /** A key makes no key that is more than itself; people who manage access hand out any scope. */
  readonly isKey: boolean;
  readonly store: string | null;
  readonly touchpoint: string | null;
  /** When the maker ends; null for a person. */
  readonly expiresAt: Instant | null;
}

/** What the key will be. */
export interface KeyScope {
  readonly permissions: readonly string[];
  readonly store: string | null;
  readonly touchpoint: string | null;
  readonly expiresAt: Instant;
}

const DAY_MS = 86_400_000;
const DAYS_DEFAULT = 365;
const DAYS_MOST = 3 * 365;

/** What only a person with a session may do: a key is no second pair of eyes. */
const OF_PEOPLE = ['members.break-glass', 'session.own', 'program.apply'];

/** What makes sense for one store: what is done at its counter, and reads that are of no store. */
const OF_A_STORE: ReadonlySet<string> = new Set([
  ...['events.write', 'members.read', 'members.personal', 'members.write', 'cards.show'],
  ...['points.spend', 'points.adjust', 'benefits.use', 'challenges.read', 'challenges.write'],
  ...[
    'coupons.redeem',
    'coupons.issue',
    'referrals.write',
    'cards.secret',
    'rewards.read',
    'rewards.redeem',
  ],
  ...['rewards.fulfil', 'offline.upload', 'catalog.read', 'program.read', 'docs.read'],
]);

/** Reads what a key shall be, or tells everything that is wrong with it. */
export function readKeyRequest(
  request: KeyRequest,
  maker: KeyMaker,
  now: Instant,
): { readonly scope: KeyScope } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const store = request.store ?? maker.store;
  const touchpoint = request.touchpoint ?? maker.touchpoint;
  const permissions = permissionsAsked(request, problems);
  for (const permission of permissions) {
    const problem = wrongPermission(permission, maker, store);
    if (problem) problems.push(problem);
  }
  if (maker.store !== null && store !== maker.store) problems.push(notYours('/store', 'store'));
  if (maker.touchpoint !== null && touchpoint !== maker.touchpoint) {
    problems.push(notYours('/touchpoint', 'touchpoint'));
  }
  const latest = Math.min(now + DAYS_MOST * DAY_MS, maker.expiresAt ?? Number.POSITIVE_INFINITY);
  const expiresAt = request.expiresAt ?? Math.min(now + DAYS_DEFAULT * DAY_MS, latest);
  if (expiresAt <= now || expiresAt > latest) problems.push(wrongEnd(now, latest));
  if (problems.length > 0) return { problems };
  return { scope: { permissions, store, touchpoint, expiresAt } };
}

/** The permissions of the roles and those that stand alone, each once, in order. */
function permissionsAsked(request: KeyRequest, problems: Problem[]): string[] {
  const { permissions = [], roles = [] } = request;
  const asked = new Set(permissions);
  for (const role of roles) {
    if (!isRole(role)) problems.push(unknown('/roles', 'role_unknown', `no role ${role}`));
    else for (const one of permissionsOf([role])) if (!isOfPeople(one)) asked.add(one);
  }
  for (const permission of asked) {
    if (isPermission(permission)) continue;
    const told = `no permission ${permission}`;
    problems.push(unknown('/permissions', 'permission_unknown', told));
    asked.delete(permission);
  }
  if (asked.size === 0 && problems.length === 0) problems.push(withoutScope);
  return [...asked].sort();
}

const isOfPeople = (permission: string): boolean =>
  permission.startsWith('program.approve') || OF_PEOPLE.includes(permission);

function wrongPermission(permission: string, maker: KeyMaker, store: string | null) {
  const path = '/permissions';
  if (isOfPeople(permission)) {
    const detail = `${permission} is for people who have signed in; no key can hold it.`;
    return { code: 'permission_of_people', path, detail, fix: `Leave ${permission} out.` };
  }
  if (maker.isKey && !maker.may(permission)) {
    const detail = `A key cannot hand out ${permission}, which it does not hold itself.`;
    return {
      code: 'permission_not_yours',
      path,
      detail,
      fix: 'Ask an operator who manages access.',
    };
  }
  if (store !== null && !OF_A_STORE.has(permission)) {
    const detail = `${permission} reaches beyond one store.`;
    const fix = `Leave ${permission} out, or make a key without a store.`;
    return { code: 'permission_beyond_store', path, detail, fix };
  }
  return null;
}

const withoutScope: Problem = {
  code: 'key_without_scope',
  path: '/permissions',
  detail: 'A key that may do nothing is a mistake, and one that may do everything is not made.',
  fix: 'Name `permissions`, or `roles` that hold them; docs/guides/access.md lists both.',
};

function unknown(path: string, code: string, told: string): Problem {
  return {
    code,
    path,
    detail: `There is ${told}.`,
    fix: 'See docs/guides/access.md for the list.',
  };
}

function notYours(path: string, what: string): Problem {
  const detail = `A key that is bound to a ${what} makes no key for another one.`;
  return { code: 'permission_not_yours', path, detail, fix: `Leave ${what} out.` };
}

function wrongEnd(now: Instant, latest: Instant): Problem {
  const days = Math.max(0, Math.floor((latest - now) / DAY_MS));
  return {
    code: 'key_end_wrong',
    path: '/expiresAt',
    detail: 'A key ends in the future, and not later than it may.',
    fix: `Choose a moment within ${days} days from now, or leave it out.`,
  };
}
