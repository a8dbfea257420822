import { formatInstant, type Instant } from '../../kernel/time.ts';
import {
  type ConsentDocument,
  type ConsentSlice,
  type ConsentTerms,
  counts,
  type PurposeDocument,
  saidKey,
  stands,
} from '../consent/index.ts';
import type { MemberState } from '../engine/index.ts';
import { type ConsentRow, consentsOf } from './consents-store.ts';
import { wordsOf } from './core/words.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

/** What a member agrees to now, purpose by purpose, and the history with its proofs. */
export async function readConsents(ground: Statements, memberId: number) {
  const { pool } = ground;
  const [state, rows] = await Promise.all([stateOf(pool, memberId), consentsOf(pool, memberId)]);
  return { purposes: purposesNow(ground, state), history: rows.map(shownWord) };
}

/** What a member agrees to now, purpose by purpose. */
export function purposesNow(ground: Statements, state: MemberState | null) {
  const { compiled, document } = programNow(ground);
  const { purposes = [] } = (document.consent ?? {}) as Partial<ConsentDocument>;
  const at = ground.clock.now();
  const seen = { terms: compiled.consent, slice: state?.slices.consents, at };
  return purposes.map((one) => shownPurpose(one, seen));
}

interface Seen {
  readonly terms: ConsentTerms;
  readonly slice: ConsentSlice | undefined;
  readonly at: Instant;
}

function shownPurpose({ id, name, channels = [], versions }: PurposeDocument, seen: Seen) {
  const known = seen.terms.purposes.get(id);
  const shown = known?.versions.findLast(({ from }) => from <= seen.at)?.id ?? null;
  const text = versions.find((one) => one.id === shown)?.text;
  return {
    id,
    name: wordsOf(name, id),
    text: { version: shown, words: wordsOf(text, '') },
    channels: (channels.length === 0 ? [null] : channels).map((channel) => {
      const [at, version] = seen.slice?.[saidKey(id, channel)] ?? [null, null];
      const given = stands(seen.terms, seen.slice, id, channel, seen.at);
      return {
        channel,
        given,
        said: at === null ? 'nothing' : version === null ? 'no' : 'yes',
        version,
        at: at === null ? null : formatInstant(at),
        renew: version !== null && known !== undefined && !counts(known, version, seen.at),
      };
    }),
  };
}

interface SaidData {
  readonly purpose: string;
  readonly by: string | null;
  readonly version?: string;
  readonly proof?: object;
}

function shownWord(row: ConsentRow) {
  const { purpose, by, version = null, proof = null } = row.data as SaidData;
  const effects = row.decision.effects.filter(({ room }) => room === 'consent');
  return {
    said: version === null ? 'no' : 'yes',
    purpose,
    by,
    version,
    proof,
    superseded: effects.length > 0 && effects.every(({ superseded }) => superseded === true),
    happenedAt: formatInstant(row.happenedAt),
    recordedAt: formatInstant(row.recordedAt),
    event: { source: row.source, id: row.id },
    channel: row.channel,
    store: row.store,
    touchpoint: row.touchpoint,
  };
}
