import { formatInstant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { formatMemberId, identifiersOf, membersById, profileOf } from '../members/index.ts';
import { programNow, readConsents, readMember, type Statements } from '../statements/index.ts';
import type { PersonalExport } from './core/export.ts';
import { HOLDINGS } from './core/holdings.ts';
import { rowsOf } from './holdings-store.ts';

/**
 * Everything the hub has about a member, at one moment of the database.
 *
 * @param client in a transaction that sees one moment.
 */
export async function gather(
  ground: Statements,
  client: Queryable,
  about: { readonly memberId: number; readonly request: string },
): Promise<PersonalExport> {
  const { memberId } = about;
  const here = { ...ground, pool: client };
  const member = (await membersById(client, [memberId])).get(memberId);
  if (!member) throw new Error(`there is no member ${memberId}`);
  const holdings: PersonalExport['holdings'][number][] = [];
  const left: PersonalExport['left'][number][] = [];
  for (const holding of HOLDINGS) {
    const { table } = holding;
    if ('exempt' in holding) left.push({ table, reason: holding.exempt });
    else
      holdings.push({ table, about: holding.about, rows: await rowsOf(client, holding, memberId) });
  }
  return {
    hub: 'Hachi',
    program: programNow(ground).document.program,
    member: formatMemberId(memberId),
    request: about.request,
    madeAt: formatInstant(ground.clock.now()),
    person: {
      ...(await readMember(here, member, true)),
      ...(await opened(here, client, memberId)),
    },
    consents: await readConsents(here, memberId),
    holdings,
    left,
  };
}

/** What lies sealed, opened: identifiers with their history, and every field of the profile. */
async function opened({ vault }: Statements, client: Queryable, memberId: number) {
  const known = (await identifiersOf(client, vault, [memberId])).get(memberId) ?? [];
  const fields = (await profileOf(client, vault, [memberId])).get(memberId) ?? {};
  const moment = (at: number | null) => (at === null ? null : formatInstant(at));
  return {
    identifiers: known.map(({ kind, value, createdAt, verifiedAt, endedAt }) => ({
      ...{ kind, value, since: moment(createdAt) },
      ...{ verified: moment(verifiedAt), until: moment(endedAt) },
    })),
    profile: Object.fromEntries(
      Object.entries(fields).map(([name, { value, source, at }]) => [
        name,
        { value, source, at: formatInstant(at) },
      ]),
    ),
  };
}
