import type { Queryable } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import { originIn, type Refusal, readDecision } from '../engine/index.ts';
import type { Identifier } from '../events/index.ts';
import {
  allocateMemberIds,
  findByIdentifiers,
  type IdentifierCache,
  identifierKey,
  membersById,
  parseMemberId,
} from '../members/index.ts';
import { NOBODY, namesKnown, type Parties } from './core/party.ts';
import { keyName } from './loaded.ts';
import { findKeys, type KnownKey } from './store.ts';
import type { Ticket } from './ticket.ts';

/** What finding the members of a batch needs. */
export interface PartySettings {
  readonly client: Queryable;
  readonly cache: IdentifierCache;
  readonly vault: Vault;
  readonly unknown: 'enrol' | 'refuse';
}

/**
 * Finds out who each event of a batch is about: from memory, else with one query for all, and
 * gives ids to those who are new. Nothing is written here; the batch enrols them.
 */
export async function findParties(
  tickets: readonly Ticket[],
  settings: PartySettings,
): Promise<Parties[]> {
  const { client, cache, vault } = settings;
  const missing = new Map<string, Identifier>();
  for (const { fact } of tickets) {
    for (const one of [...firstUnknown(fact.identifiers, cache), ...firstUnknown(fact.to, cache)]) {
      missing.set(identifierKey(one.kind, one.value), one);
    }
  }
  const byId = [...missing.values()].filter((one) => one.kind === 'id');
  const others = [...missing.values()].filter((one) => one.kind !== 'id');
  const found = others.length > 0 ? await findByIdentifiers(client, vault, others) : new Map();
  if (byId.length > 0) await findById(client, byId, found);
  for (const [key, memberId] of found) {
    const one = missing.get(key);
    if (one) cache.set(one, memberId);
  }
  const owners = await findOwners(client, tickets);
  return nameParties(tickets, settings, owners);
}

/** All identifiers of a party when none of them is remembered; else nothing has to be asked. */
function firstUnknown(
  identifiers: readonly Identifier[],
  cache: IdentifierCache,
): readonly Identifier[] {
  return identifiers.some((one) => cache.get(one) !== undefined) ? [] : identifiers;
}

async function findById(
  client: Queryable,
  identifiers: readonly Identifier[],
  found: Map<string, number>,
): Promise<void> {
  const ids = identifiers.flatMap(({ value }) => parseMemberId(value) ?? []);
  const members = await membersById(client, ids);
  for (const { kind, value } of identifiers) {
    const id = parseMemberId(value);
    if (id !== null && members.has(id)) found.set(identifierKey(kind, value), id);
  }
}

/** Events that name a purchase and no member are about the one who bought. */
async function findOwners(
  client: Queryable,
  tickets: readonly Ticket[],
): Promise<Map<string, number>> {
  const asked = tickets.flatMap(({ fact, purchase }) =>
    fact.identifiers.length === 0 && purchase ? [purchase] : [],
  );
  const keys = await findKeys(client, asked);
  return new Map(
    keys
      .filter((key) => key.memberId > 0)
      .map((key) => [keyName(key.source, key.id), buyerOf(key)]),
  );
}

/** Who bought: perhaps a member who was merged into the one in whose history it stands. */
function buyerOf({ memberId, event }: KnownKey): number {
  if (!event) return memberId;
  return originIn(readDecision(event.decision).flags) ?? memberId;
}

async function nameParties(
  tickets: readonly Ticket[],
  { client, cache, unknown }: PartySettings,
  owners: ReadonlyMap<string, number>,
): Promise<Parties[]> {
  const known = (identifiers: readonly Identifier[]): number | undefined => {
    for (const one of identifiers) {
      const id = cache.get(one);
      if (id !== undefined) return id;
    }
    return undefined;
  };
  const newcomers = new Map<string, number>();
  for (const { fact } of tickets) {
    for (const party of [fact.identifiers, fact.to]) {
      const [first] = party;
      if (first && known(party) === undefined) {
        newcomers.set(identifierKey(first.kind, first.value), 0);
      }
    }
  }
  const ids = await allocateMemberIds(client, newcomers.size);
  [...newcomers.keys()].forEach((key, index) => {
    newcomers.set(key, ids[index] as number);
  });
  return tickets.map((ticket) => partiesOf(ticket, { known, newcomers, unknown, owners }));
}

interface Naming {
  known(identifiers: readonly Identifier[]): number | undefined;
  readonly newcomers: ReadonlyMap<string, number>;
  readonly unknown: 'enrol' | 'refuse';
  readonly owners: ReadonlyMap<string, number>;
}

function partiesOf(ticket: Ticket, naming: Naming): Parties {
  const { fact, purchase } = ticket;
  if (fact.identifiers.length === 0) {
    const owner = purchase ? naming.owners.get(keyName(purchase.source, purchase.id)) : undefined;
    return { ...NOBODY, memberId: owner ?? null };
  }
  const member = oneParty(fact.identifiers, '/member', fact.type, naming);
  if ('refusal' in member) return { ...NOBODY, refusal: member.refusal };
  if (fact.to.length === 0) {
    return { ...NOBODY, memberId: member.id, enrols: member.enrols };
  }
  const other = oneParty(fact.to, '/to', fact.type, naming);
  if ('refusal' in other) return { ...NOBODY, refusal: other.refusal };
  return {
    memberId: member.id,
    enrols: member.enrols,
    otherId: other.id,
    otherEnrols: other.enrols,
    refusal: null,
  };
}

function oneParty(
  identifiers: readonly Identifier[],
  path: string,
  type: string,
  { known, newcomers, unknown }: Naming,
): { id: number; enrols: boolean } | { refusal: Refusal } {
  const id = known(identifiers);
  if (id !== undefined) return { id, enrols: false };
  const [first] = identifiers;
  const mayEnrol = type === 'member.enrolled' || (unknown === 'enrol' && !namesKnown(type));
  if (!first || first.kind === 'id' || !mayEnrol) return { refusal: unknownMember(path, first) };
  return { id: newcomers.get(identifierKey(first.kind, first.value)) as number, enrols: true };
}

function unknownMember(path: string, identifier: Identifier | undefined): Refusal {
  return {
    code: 'member_unknown',
    path: identifier ? `${path}/${identifier.kind}` : path,
    detail: 'The hub does not know this member.',
    fix: 'Enrol the member first, or check the identifier.',
  };
}
