import { likeness } from './bloom.ts';
import type { Mark, Sketch } from './sketch.ts';

/** How one thing of two people compares; `unknown` when one of them has not said. */
export type Agreement = 'same' | 'like' | 'different' | 'unknown';

/** What speaks for and against two sketches being one person. */
export interface Evidence {
  /** Identifiers that both have, by kind; `verified` when both have proved it. */
  readonly shared: readonly { readonly kind: string; readonly verified: boolean }[];
  readonly given: Agreement;
  readonly surname: Agreement;
  readonly birthday: Agreement;
  readonly address: Agreement;
  /** Both have proved one of a kind that people have one of, and not the same. */
  readonly apart: boolean;
}

/** From here two names are the same with a slip of a finger. */
const LIKE_NAME = 0.62;
const SAME_NAME = 0.97;
const LIKE_ADDRESS = 0.8;

/** Few people have two of these. */
const ONE_EACH = ['email', 'app'];

/** Compares two people. */
export function compare(one: Sketch, other: Sketch): Evidence {
  const straight = likeOf(one.given, other.given, LIKE_NAME);
  // Who writes the surname first in one place and last in another is still the same person.
  const crossed =
    known(likeOf(one.given, other.surname, LIKE_NAME)) &&
    known(likeOf(one.surname, other.given, LIKE_NAME));
  return {
    shared: sharedBy(one.marks, other.marks),
    given: crossed && !known(straight) ? 'same' : straight,
    surname: crossed && !known(straight) ? 'same' : likeOf(one.surname, other.surname, LIKE_NAME),
    birthday: birthdays(one.birthday, other.birthday),
    address: likeOf(one.address, other.address, LIKE_ADDRESS),
    apart: ONE_EACH.some((kind) => isApart(kind, one.marks, other.marks)),
  };
}

function known(agreement: Agreement): boolean {
  return agreement === 'same' || agreement === 'like';
}

function sharedBy(some: readonly Mark[], others: readonly Mark[]): Evidence['shared'] {
  const shared: { kind: string; verified: boolean }[] = [];
  for (const { kind, token, verified } of some) {
    for (const other of others) {
      if (other.token !== token || other.kind !== kind) continue;
      shared.push({ kind, verified: verified && other.verified });
    }
  }
  return shared;
}

function isApart(kind: string, some: readonly Mark[], others: readonly Mark[]): boolean {
  const proved = (one: Mark): boolean => one.kind === kind && one.verified;
  const [own, theirs] = [some.filter(proved), others.filter(proved)];
  if (own.length === 0 || theirs.length === 0) return false;
  return !own.some(({ token }) => theirs.some((other) => other.token === token));
}

function likeOf(one: Uint32Array | null, other: Uint32Array | null, from: number): Agreement {
  if (!one || !other) return 'unknown';
  const like = likeness(one, other);
  if (like >= SAME_NAME) return 'same';
  return like >= from ? 'like' : 'different';
}

/** One wrong part, or month and day the other way round, is a slip; more is another day. */
function birthdays(one: Sketch['birthday'], other: Sketch['birthday']): Agreement {
  if (!one || !other) return 'unknown';
  const same = one.filter((part, index) => part === other[index]).length;
  if (same === 3) return 'same';
  const turned = one[0] === other[0] && one[1] === other[2] && one[2] === other[1];
  return same === 2 || turned ? 'like' : 'different';
}
