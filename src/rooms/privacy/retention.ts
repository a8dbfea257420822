import { formatInstant, type Instant, Zone } from '../../kernel/time.ts';
import { transaction } from '../../platform/db/pool.ts';
import { programNow, type StatementGround } from '../statements/index.ts';
import { KEPT, type KeptKind, keptFor } from './core/retention.ts';
import type { RetentionDocument } from './core/retention-section.ts';
import { ENDINGS } from './retention-store.ts';

/** How long each kind is kept, and what would go now: nothing is removed. */
export async function retentionFigures(ground: StatementGround) {
  const { document } = programNow(ground);
  const said = (document.retention ?? {}) as RetentionDocument;
  const kinds = [];
  for (const { name, about, otherwise, least, most } of KEPT) {
    const before = endBefore(ground, name);
    kinds.push({
      kind: name,
      about,
      keptFor: said[name] ?? otherwise,
      least,
      most,
      before: formatInstant(before),
      rows: await ENDINGS[name].count(ground.pool, before),
    });
  }
  return { kinds, others: OTHERS };
}

/** What this section does not end: because it ends elsewhere, or because it is kept. */
const OTHERS = [
  {
    what: 'events, entries, states',
    why: 'The books. Erasing a member takes the person out of them, not the figures.',
  },
  {
    what: 'proofs of consent',
    why: 'They stand with their events: who relies on a consent must be able to show it.',
  },
  {
    what: 'unclaimed purchases, waiting returns',
    why: 'They end by intake.claimWithin and intake.parkFor.',
  },
  {
    what: 'touches that scenes look at',
    why: 'Each member keeps the last ones only, as far back as a scene looks.',
  },
  {
    what: 'sessions, sign-in attempts, links',
    why: 'They end by themselves and are cleared every hour.',
  },
  {
    what: 'the access log',
    why: 'Who read or changed what is append-only; rows hold no personal values.',
  },
];

/** Removes what is kept no longer, at most `limit` of a kind; true when there may be more. */
export async function endRetention(ground: StatementGround, limit: number): Promise<boolean> {
  let more = false;
  for (const { name } of KEPT) {
    const rows = await transaction(ground.pool, async (client) => {
      const gone = await ENDINGS[name].forget(client, endBefore(ground, name), limit);
      const detail = { kind: name, rows: gone };
      const entry = { actor: 'hub', action: 'privacy.retention', subject: null, detail };
      await ground.audit.note(client, gone > 0 ? [entry] : []);
      return gone;
    });
    more ||= rows === limit;
  }
  return more;
}

function endBefore({ clock, programs }: StatementGround, name: KeptKind['name']): Instant {
  const now = clock.now();
  // An export says itself until when it is kept.
  if (name === 'exports') return now;
  const program = programs.inForce(now);
  const zone = program?.compiled.zone ?? new Zone('UTC');
  return zone.minus(now, keptFor(program?.document ?? null, name));
}
