import { formatInstant } from '../../kernel/time.ts';
import type { TraceLine } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import {
  type RuleNames,
  ruleNames,
  type Statements,
  toldEffects,
  toldFlags,
  toldRules,
  toldTiers,
} from '../statements/index.ts';
import { aboutEvent } from './core/about-event.ts';
import { kindOf } from './core/kind.ts';
import type { TimelineRow } from './timeline-store.ts';

/**
 * Tells events as lines; the words of each program version are gathered once.
 * @param personal whether the reader may see personal data.
 */
export function lineTeller(programs: Statements['programs'], personal: boolean) {
  const words = wordsByVersion(programs);
  return (row: TimelineRow) => lineOf(row, words(row.program), personal);
}

interface ProgramWords {
  readonly document: Record<string, unknown> | undefined;
  readonly rules: RuleNames;
}

/** The words of each program version, gathered once for a page. */
function wordsByVersion(programs: Statements['programs']): (version: number) => ProgramWords {
  const known = new Map<number, ProgramWords>();
  return (version) => {
    const before = known.get(version);
    if (before) return before;
    const document = programs.version(version)?.document;
    const words = { document, rules: ruleNames(document) };
    known.set(version, words);
    return words;
  };
}

/** Rules that gave something are told with a line; all that were tried are told with the event. */
function gave([, reason, points]: TraceLine): boolean {
  return points !== 0 || reason === 'granted';
}

/** What did not come about is told with the event. */
function did({ kind }: { readonly kind: string }): boolean {
  return kind !== 'scene.missed';
}

/** One line: what happened, where it comes from, what it did, and why. */
function lineOf(row: TimelineRow, { document, rules }: ProgramWords, personal: boolean) {
  const { decision, type } = row;
  const kind = kindOf(type);
  const paid = toldRules({ ...decision, trace: decision.trace.filter(gave) }, rules);
  return {
    member: formatMemberId(row.memberId),
    no: row.no,
    kind,
    type,
    source: row.source,
    id: row.id,
    happenedAt: formatInstant(row.happenedAt),
    recordedAt: formatInstant(row.recordedAt),
    channel: row.channel,
    store: row.store,
    touchpoint: row.touchpoint,
    about: aboutEvent({ kind, type, data: row.data }, personal),
    did: {
      points: decision.moved,
      tiers: toldTiers(decision),
      effects: toldEffects({ ...decision, effects: decision.effects.filter(did) }, document),
    },
    why: paid,
    tried: decision.trace.length - paid.length,
    flags: toldFlags(decision),
    program: row.program,
  };
}
