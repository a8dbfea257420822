import { type Purse, release } from './purse.ts';

/** What points have been set aside or spent for. */
export interface Redemption {
  reward: string;
  currency: string;
  /** While it is held, its points are a hold of the purse; from then on it can be rolled back. */
  spent: boolean;
  /** It takes part in a draw that has not been made. */
  entered: boolean;
  /** It is drawn: its points may be set aside longer than it lasts. */
  drawn: boolean;
  until: number;
  parts: { kind: string; ends: number | null; amount: number; at: number | null }[];
  counted: string[];
}

/** What of a member redemptions have to do with. */
interface Redeems {
  redemptions: Record<string, Redemption>;
  counted: Record<string, number>;
  purses: Record<string, Purse>;
}

/** Gives up what is held: the points are free again, and the limits have room. */
export function voidRedemption(member: Redeems, id: string, at: number): void {
  const purse = member.purses[member.redemptions[id]!.currency]!;
  const open = purse.holds.find((one) => one.id === id);
  if (open) release(purse, open, at);
  forget(member, id);
}

/** What has run out: holds count back, what was spent is for good. */
export function passRedemptions(member: Redeems, until: number): void {
  for (const [id, one] of Object.entries(member.redemptions)) {
    if (one.until > until) continue;
    if (one.spent) delete member.redemptions[id];
    else voidRedemption(member, id, until);
  }
}

/** Takes a redemption out, and what limits counted for it back. */
export function forget(member: Redeems, id: string): void {
  for (const key of member.redemptions[id]!.counted) {
    member.counted[key] = Math.max(0, (member.counted[key] ?? 0) - 1);
  }
  delete member.redemptions[id];
}
