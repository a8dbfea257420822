/** What a redemption gave is noted under this key, as long as it can be rolled back. */
export function givenKey(redemption: string): string {
  return `reward:${redemption}`;
}

/** Why something was given or taken back, as traces and effects say it. */
export function causeOf(reward: string): string {
  return `reward:${reward}`;
}
