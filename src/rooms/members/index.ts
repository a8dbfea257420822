export { type Identifier, identifierKey } from './core/identifier-key.ts';
export { maskData, maskField, maskIdentifier } from './core/mask.ts';
export { formatMemberId, parseMemberId } from './core/member-id.ts';
export { eraseMembers } from './erase-store.ts';
export { IdentifierCache } from './identifier-cache.ts';
export {
  enrolIdentifiers,
  ensureMemberKeys,
  findByIdentifiers,
  identifiersOf,
  type KnownIdentifier,
  type OwnedIdentifier,
  openMemberKeys,
  sealNewMembers,
} from './identifiers.ts';
export { type ProfileSaid, type ProfileValue, profileOf, saveProfiles } from './profiles.ts';
export { sealPlainIdentifiers } from './seal-plain.ts';
export {
  allocateMemberIds,
  insertMembers,
  type MemberRow,
  membersById,
  type NewMember,
  setMergedInto,
  setStatuses,
} from './store.ts';
export { wrapMemberKeys } from './wrap-again.ts';
