import type { Refusal } from '../../engine/index.ts';

/** Refusals that contradict what the hub already holds; all others are unprocessable (422). */
const CONFLICTS: ReadonlySet<string> = new Set([
  'event_id_reused',
  'receipt_already_used',
  'purchase_not_claimable',
  'points_insufficient',
  'hold_not_open',
]);
const NOT_FOUND: ReadonlySet<string> = new Set(['member_unknown', 'purchase_unknown']);

/** The HTTP status of a business no. */
export function statusOf(code: string): number {
  if (CONFLICTS.has(code)) return 409;
  return NOT_FOUND.has(code) ? 404 : 422;
}

/** The refusal of an id that came before with other content. Nothing has changed. */
export function reused(source: string, id: string): Refusal {
  return {
    code: 'event_id_reused',
    path: '/id',
    detail: `The event "${id}" of "${source}" came before with other content.`,
    fix: 'Send a new event with an id of its own, or repeat the first one unchanged.',
  };
}
