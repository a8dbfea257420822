/** What of a member bringing friends has to do with. */
export interface Advocate {
  /** Friends who counted, their friends, and theirs. */
  done: number[];
  /** The one step of the bar: not yet, reached, or lost again. */
  fan: 'no' | 'reached' | 'lost';
  /** Whether reaching it has tagged the member, and whether the tag is still there to be lost. */
  tagged: boolean;
  tagGiven: boolean;
}

/** Before anybody has come. */
export const noFriends = (): Advocate => ({
  done: [0, 0, 0],
  fan: 'no',
  tagged: false,
  tagGiven: false,
});
