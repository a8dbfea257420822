const MOST = 254;
const SHAPE = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@"(),:;<>[\\\]]{1,190}$/;

/**
 * The one form of an e-mail that somebody signs in with: without blanks around it, in small
 * letters, composed. Null for what is no e-mail.
 * @example signInName(' Mei.Lin@Harvest.example ') // 'mei.lin@harvest.example'
 */
export function signInName(given: string): string | null {
  const name = given.normalize('NFKC').trim().toLowerCase();
  return name.length <= MOST && SHAPE.test(name) ? name : null;
}
