export { identifierKey } from './core/identifier-key.ts';
export { maskData, maskIdentifier } from './core/mask.ts';
export { formatMemberId, parseMemberId } from './core/member-id.ts';
export { IdentifierCache } from './identifier-cache.ts';
export {
  allocateMemberIds,
  claimIdentifiers,
  findByIdentifiers,
  identifiersOf,
  insertMembers,
  type MemberRow,
  membersById,
  type NewMember,
  type OwnedIdentifier,
  setStatuses,
} from './store.ts';
