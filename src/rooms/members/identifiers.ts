import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { DataKey, Vault } from '../../platform/vault/index.ts';
import { type Identifier, identifierKey } from './core/identifier-key.ts';
import {
  findByBlind,
  identifierRows,
  insertIdentifiers,
  type SealedIdentifier,
} from './identifier-store.ts';
import { insertMemberKeys, type MemberKey, memberKeys } from './member-keys-store.ts';

/** An identifier and whose it is. */
export interface OwnedIdentifier extends Identifier {
  readonly memberId: number;
}

/** An identifier of a member, opened, with its history. */
export interface KnownIdentifier extends Identifier {
  /** When the member proved it; null: never. */
  readonly verifiedAt: Instant | null;
  readonly createdAt: Instant;
  /** When it stopped being the member's; null: it is. */
  readonly endedAt: Instant | null;
}

/** Under which name the vault knows a member. */
export function ownerName(memberId: number): string {
  return `member ${memberId}`;
}

/**
 * Whose identifiers these are. Unknown ones are left out.
 * @returns member ids by `identifierKey`.
 */
export async function findByIdentifiers(
  client: Queryable,
  vault: Vault,
  pairs: readonly Identifier[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  if (pairs.length === 0) return found;
  const asked = pairs.map(({ kind, value }) => ({ kind, blind: vault.blind(kind, value) }));
  for (const { place, memberId } of await findByBlind(client, asked)) {
    const { kind, value } = pairs[place - 1] as Identifier;
    found.set(identifierKey(kind, value), memberId);
  }
  return found;
}

/** An identifier as it is stored, with the key of its member. */
export function sealIdentifier(
  vault: Vault,
  key: DataKey,
  { kind, value, memberId }: OwnedIdentifier,
): SealedIdentifier {
  const sealed = key.seal(fieldOf(kind), value);
  return { memberId, kind, blind: vault.blind(kind, value), sealed };
}

/** Makes the keys of new members, and seals their identifiers. */
export function sealNewMembers(
  vault: Vault,
  members: readonly number[],
  identifiers: readonly OwnedIdentifier[],
): {
  readonly keys: MemberKey[];
  readonly open: ReadonlyMap<number, DataKey>;
  readonly identifiers: SealedIdentifier[];
} {
  const keys: MemberKey[] = [];
  const open = new Map<number, DataKey>();
  for (const memberId of members) {
    const { key, keyId, wrapped } = vault.newKey(ownerName(memberId));
    keys.push({ memberId, keyId, wrapped });
    open.set(memberId, key);
  }
  const sealed = identifiers.map((one) =>
    sealIdentifier(vault, open.get(one.memberId) as DataKey, one),
  );
  return { keys, open, identifiers: sealed };
}

/**
 * Gives new members their keys and identifiers. An identifier that belongs to somebody already is
 * a unique violation, which ends the transaction. For writers that send everything at once: what
 * was sent, and the new keys.
 */
export function enrolIdentifiers(
  client: Queryable,
  vault: Vault,
  members: readonly number[],
  identifiers: readonly OwnedIdentifier[],
  at: Instant,
): { readonly sent: Promise<unknown>[]; readonly keys: ReadonlyMap<number, DataKey> } {
  const { keys, open, identifiers: sealed } = sealNewMembers(vault, members, identifiers);
  const rows = sealed.map((one) => ({ ...one, createdAt: at }));
  const sent = [insertMemberKeys(client, keys), insertIdentifiers(client, rows)];
  return { sent, keys: open };
}

/**
 * The identifiers of members, opened, also those of the past; by member. Who was erased has none.
 */
export async function identifiersOf(
  client: Queryable,
  vault: Vault,
  memberIds: readonly number[],
): Promise<Map<number, KnownIdentifier[]>> {
  const [rows, keys] = await Promise.all([
    identifierRows(client, memberIds),
    openMemberKeys(client, vault, memberIds),
  ]);
  const found = new Map<number, KnownIdentifier[]>(memberIds.map((id) => [id, []]));
  for (const { memberId, kind, sealed, ...history } of rows) {
    const key = keys.get(memberId);
    if (!key) continue;
    found.get(memberId)?.push({ kind, value: key.open(fieldOf(kind), sealed), ...history });
  }
  return found;
}

/** The data keys of members, open; after a rotation elsewhere the vault looks again. */
export async function openMemberKeys(
  client: Queryable,
  vault: Vault,
  memberIds: readonly number[],
): Promise<Map<number, DataKey>> {
  const stored = await memberKeys(client, memberIds);
  const known = [...stored.values()].every(({ keyId }) => vault.has(keyId));
  if (!known) await vault.refresh();
  return new Map([...stored].map(([id, key]) => [id, vault.openKey(ownerName(id), key)]));
}

/** As `openMemberKeys`; who has no key yet (a member of before the vault) gets one. */
export async function ensureMemberKeys(
  client: Queryable,
  vault: Vault,
  memberIds: readonly number[],
): Promise<Map<number, DataKey>> {
  const open = await openMemberKeys(client, vault, memberIds);
  const missing = memberIds.filter((id) => !open.has(id));
  if (missing.length === 0) return open;
  const fresh = sealNewMembers(vault, missing, []);
  await insertMemberKeys(client, fresh.keys);
  return new Map([...open, ...fresh.open]);
}

function fieldOf(kind: string): string {
  return `identifier ${kind}`;
}
