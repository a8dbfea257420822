import { formatInstant } from '../../kernel/time.ts';
import { formatMemberId } from '../../rooms/members/index.ts';
import { type Labels, namesOf } from './names.ts';
import type { RecentRow } from './recent-store.ts';
import type { StatusAnswer } from './schema.ts';

type Recent = StatusAnswer['recent'][number];

const REASONS_MOST = 3;
/** Movements of a member's points that give, and those that take; the rest moves within. */
export const GIVES: ReadonlySet<string> = new Set([
  'earned',
  'goodwill',
  'opening',
  'adjusted',
  'restored',
  'reinstated',
]);
export const TAKES: ReadonlySet<string> = new Set([
  ...['clawedBack', 'spent', 'expired', 'voided', 'sent', 'forfeited', 'donated'],
]);

/** An event row as the stream shows it: what happened, what it moved, and why. */
export function recentOf(row: RecentRow, labels: Labels): Recent {
  const { store, decision } = row;
  return {
    happenedAt: formatInstant(row.happened_at),
    recordedAt: formatInstant(row.recorded_at),
    member: formatMemberId(row.member_id),
    no: row.no,
    source: row.source,
    id: row.id,
    type: row.type,
    amount: row.type === 'purchase' ? netOf(row.data) : null,
    channel: row.channel,
    store: store === null ? null : { id: store, names: namesOf(storeLabel(row) ?? store, store) },
    points: Object.entries(decision.moved)
      .map(([currency, moved]) => ({ currency, amount: balanceOf(moved) }))
      .filter(({ amount }) => amount !== 0),
    why: reasonsOf(decision, labels),
  };
}

function storeLabel({ store_name: en, store_name_zh: zh }: RecentRow) {
  if (en === null) return null;
  return zh === null ? { en } : { en, zh };
}

function balanceOf(moved: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const [what, amount] of Object.entries(moved)) {
    if (GIVES.has(what) || what === 'received') sum += amount;
    else if (TAKES.has(what)) sum -= amount;
  }
  return sum;
}

/**
 * What else moved; then the rules that paid, most first, steps of tiers, and what was noted. When
 * there is nothing of it, the rule that came nearest and why it did not pay.
 */
function reasonsOf(decision: RecentRow['decision'], labels: Labels): Recent['why'] {
  const paid = decision.trace
    .filter(([, , points]) => points > 0)
    .toSorted((a, b) => b[2] - a[2])
    .map(([code, , points]) => ({ code, names: ruleNames(code, labels), points, reason: null }));
  const tiers = decision.tiers.map(({ set, to }) => ({
    code: to,
    names: namesOf(labels.levels.get(`${set}/${to}`), to),
    points: 0,
    reason: null,
  }));
  const flags = decision.flags.map((code) => ({ code, names: {}, points: 0, reason: null }));
  const found = [...movesOf(decision.moved), ...paid, ...tiers, ...flags].slice(0, REASONS_MOST);
  const [nearest] = decision.trace;
  if (found.length > 0 || !nearest) return found;
  const [code, reason] = nearest;
  return [{ code, names: ruleNames(code, labels), points: 0, reason }];
}

/** Movements that no rule made, each once; of several currencies without a figure. */
function movesOf(moved: RecentRow['decision']['moved']): Recent['why'] {
  const moves = new Map<string, number[]>();
  for (const ofCurrency of Object.values(moved)) {
    for (const [what, points] of Object.entries(ofCurrency)) {
      if (what === 'earned' || points === 0) continue;
      moves.set(what, [...(moves.get(what) ?? []), TAKES.has(what) ? -points : points]);
    }
  }
  return [...moves].map(([code, [points = 0, ...more]]) => ({
    code,
    names: {},
    points: more.length > 0 ? 0 : points,
    reason: null,
  }));
}

function ruleNames(code: string, labels: Labels): Record<string, string> {
  return namesOf(labels.rules.get(code), code);
}

function netOf(data: unknown): number | null {
  const { lines } = data as { lines?: unknown };
  if (!Array.isArray(lines)) return null;
  let sum = 0;
  for (const { gross, discount, voided } of lines) {
    if (voided !== true) sum += (Number(gross) || 0) - (Number(discount) || 0);
  }
  return sum;
}
