import type { Permission } from './permissions.ts';

/** What everybody may who may anything. */
const EVERYBODY: readonly Permission[] = ['docs.read'];

/** What everybody sees who works with the hub: nothing personal, nothing secret. */
const COLLEAGUE: readonly Permission[] = [
  ...EVERYBODY,
  'session.own',
  'program.read',
  'statements.read',
  'catalog.read',
  'rewards.read',
  'challenges.read',
  'hub.status',
];

/**
 * The roles. The first three are the powers: each owns sections of the program document and none
 * can publish a change of another's section alone. No role may do everything.
 */
export const ROLES = {
  data: {
    says: 'Integrations, access, privacy',
    may: [
      ...COLLEAGUE,
      ...['access.manage', 'privacy.manage', 'audit.verify'],
      ...['catalog.write', 'touchpoints.read', 'touchpoints.write', 'quality.read'],
      ...['members.read', 'members.personal', 'members.merge', 'members.erase', 'members.export'],
      ...['members.break-glass', 'events.read', 'events.import', 'proof.run', 'hub.metrics'],
      ...['program.propose', 'program.approve', 'program.approve.data', 'program.publish'],
    ],
  },
  operations: {
    says: 'Tiers, earning, benefits, rewards; corrections for members',
    may: [
      ...COLLEAGUE,
      ...['members.read', 'members.write', 'members.break-glass', 'events.read', 'events.write'],
      ...['points.adjust', 'points.spend', 'benefits.use', 'benefits.withdraw'],
      ...['coupons.read', 'coupons.issue', 'coupons.redeem', 'challenges.write', 'cards.show'],
      ...['referrals.write', 'referrals.review', 'rewards.redeem', 'rewards.fulfil'],
      ...['rewards.draw', 'offline.review', 'catalog.write', 'touchpoints.read'],
      ...['quality.read', 'proof.run'],
      ...['program.propose', 'program.approve', 'program.approve.operations', 'program.publish'],
    ],
  },
  marketing: {
    says: 'Segments, journeys, messages, campaigns and coupons; sees masked data',
    may: [
      ...COLLEAGUE,
      ...['members.read', 'quality.read'],
      ...['coupons.read', 'coupons.write', 'coupons.codes', 'coupons.issue'],
      ...['program.propose', 'program.approve', 'program.approve.marketing', 'program.publish'],
    ],
  },
  clerk: {
    says: 'Serves members in a store',
    may: [
      ...EVERYBODY,
      ...['session.own', 'catalog.read', 'rewards.read', 'challenges.read'],
      ...['members.read', 'members.write', 'events.write', 'points.spend', 'cards.show'],
      ...['benefits.use', 'coupons.redeem', 'challenges.write', 'referrals.write'],
      ...['rewards.redeem', 'rewards.fulfil', 'offline.upload'],
    ],
  },
  auditor: {
    says: 'Reads everything that is no personal value, and proves it; changes nothing',
    may: [
      ...COLLEAGUE,
      ...['audit.read', 'audit.verify', 'proof.run', 'members.read', 'quality.read'],
      ...['coupons.read', 'touchpoints.read', 'hub.metrics'],
    ],
  },
  partner: {
    says: 'Another company: sends events, spends what members have',
    may: [
      ...EVERYBODY,
      ...['catalog.read', 'rewards.read', 'events.write', 'points.spend'],
      ...['coupons.redeem', 'rewards.redeem', 'benefits.use'],
    ],
  },
} as const satisfies Record<string, { says: string; may: readonly Permission[] }>;

/** The name of a role. */
export type Role = keyof typeof ROLES;

/** Whether there is such a role. */
export function isRole(name: string): name is Role {
  return Object.hasOwn(ROLES, name);
}

/** What somebody with these roles may do. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<string> {
  return new Set<string>(roles.flatMap((role) => [...ROLES[role].may]));
}
