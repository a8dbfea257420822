/** A referral is named by its friend: `r5-1` is the one that began with event 1 of `mem_5`. */
export function friendOf(referral: string): string {
  return `mem_${/^r(\d{1,15})-\d{1,9}$/.exec(referral)?.[1] ?? 0}`;
}
