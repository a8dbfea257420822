import type { Fact, Line } from '../../events/index.ts';
import type { Grant, MemberFacts } from '../../program/index.ts';
import {
  advance,
  type Book,
  type ChallengeEffect,
  join,
  leave,
  type PurchaseBack,
  readSlice,
  recount,
  type Slice,
  settle,
  storeSlice,
} from '../index.ts';
import type { Step } from './effect.ts';
import { bookOf, event, factsOf, purchase } from './test-book.ts';

const momentOf = (text: string): number => Date.parse(`${text}Z`);

/** One member's story: what happens, in order, and what the last event came to. For specs. */
export class Story {
  book: Book;
  slice: Slice | undefined;
  effects: readonly ChallengeEffect[] = [];
  member: Partial<MemberFacts> = {};
  #no = 0;
  readonly #bought = new Map<number, readonly Partial<Line>[]>();

  constructor(challenges: readonly object[], book: Book = bookOf(challenges)) {
    this.book = book;
  }

  /** A purchase; returns its number. */
  buy(at: string, lines: readonly Partial<Line>[], more: Partial<Fact> = {}): number {
    const no = this.happens(purchase(momentOf(at), lines, more));
    this.#bought.set(no, lines);
    return no;
  }

  spend(at: string, gross: number): number {
    return this.buy(at, [{ gross }]);
  }

  on(type: string, at: string, data: object = {}, more: Partial<Fact> = {}): number {
    return this.happens({ ...event(type, momentOf(at), data), ...more });
  }

  happens(fact: Fact): number {
    this.#no += 1;
    const { happenedAt } = fact;
    this.#take(settle(this.book.terms, this.slice, happenedAt));
    const ended = this.effects;
    this.#take(advance(this.book, this.slice, factsOf(this.book, fact, this.member), this.#no));
    this.effects = [...ended, ...this.effects];
    return this.#no;
  }

  /** So much of every line of a purchase has come back in all: `0` to `1`. */
  back(no: number, at: string, share = 1, only?: number): this {
    const lines = (this.#bought.get(no) ?? []).map(({ gross = 0, quantity = 1 }, place) => {
      const of = only === undefined || only === place ? share : 0;
      const [netBack, piecesBack] = [Math.floor(gross * of), Math.floor(quantity * of)];
      return { net: gross, netBack, pieces: quantity, piecesBack };
    });
    const back: PurchaseBack = { no, lines };
    this.#take(settle(this.book.terms, this.slice, momentOf(at)));
    this.#take(recount(this.book, this.slice, back, momentOf(at)));
    return this;
  }

  /** Joins; the code of the no, or null. */
  join(id: string, at: string): string | null {
    this.#no += 1;
    const facts = factsOf(this.book, event('challenge.joined', momentOf(at)), this.member);
    const step = join(this.book, this.slice, id, facts, this.#no);
    if (step.problem) return step.problem.code;
    this.#take(step);
    return null;
  }

  leave(id: string, at: string): string | null {
    const step = leave(this.book, this.slice, id, momentOf(at));
    if (step.problem) return step.problem.code;
    this.#take(step);
    return null;
  }

  /** What the last event moved: `challenge before → after of target`, with `!` when completed. */
  get moved(): string[] {
    return this.effects.flatMap((one) => {
      if (one.kind !== 'progress') return [];
      const { challenge, before, after, target, completed } = one;
      return [`${challenge} ${before} → ${after} of ${target}${completed ? '!' : ''}`];
    });
  }

  /** What else the last event told: `kind challenge`, with the reason where there is one. */
  get told(): string[] {
    return this.effects.flatMap((one) => {
      if (one.kind === 'progress') return [];
      const reason = 'reason' in one ? ` ${one.reason}` : '';
      return [`${one.kind} ${one.challenge}${reason}`];
    });
  }

  get given(): Grant[] {
    return this.#rewards('rewards');
  }

  get takenBack(): Grant[] {
    return this.#rewards('takenBack');
  }

  #rewards(which: 'rewards' | 'takenBack'): Grant[] {
    return this.effects.flatMap((one) =>
      one.kind === 'progress' ? one[which].flatMap(({ grants }) => grants) : [],
    );
  }

  /** Every slice goes through its row. */
  #take({ slice, effects }: Step): void {
    const row: unknown = slice && JSON.parse(JSON.stringify(storeSlice(slice)));
    this.slice = row === undefined ? undefined : readSlice(row as ReturnType<typeof storeSlice>);
    this.effects = effects;
  }
}
