/**
 * What one member's decision asks of another's turn (or of the same member's, when `to` is null):
 * an event of its own, whose id is made from the referral, so that it is decided exactly once.
 */
export type FollowUp =
  | Turn<'referral.bound', { readonly friend: number }>
  | Turn<'referral.closed', { readonly as: 'lapsed' | 'refused' }>
  | Turn<'referral.matured', { readonly turn: number }>
  | Turn<'referral.qualified', { readonly depth: number }>
  | Turn<'referral.reversed', { readonly depth: number; readonly of: string }>;

/** The types of follow-up, for those who read them. */
export type FollowUpType = FollowUp['type'];

interface Turn<T extends string, D> {
  readonly type: T;
  readonly id: string;
  /** The member whose turn it is; null for the member who is being decided. */
  readonly to: number | null;
  /** `version` names the terms by which the turn is decided. */
  readonly data: { readonly referral: string; readonly version: number } & D;
}

/** The name of the event in which an advocate at a depth was paid; a reversal refers to it. */
export function qualifiedId(referral: string, depth: number): string {
  return `${referral}:qualified:${depth}`;
}

/** The name of the event in which the friend's referral was looked at. */
export function maturedId(referral: string, turn: number): string {
  return `${referral}:matured:${turn}`;
}
