/**
 * The written rule of merging (src/rooms/members/README.md) in plain words of its own: two people,
 * pots of points, and whose each pot is. It shares no code with the hub.
 */

/** Points that end on one day: whose they are, and whether a purchase earned them. */
interface Pot {
  readonly owner: number;
  readonly ends: number;
  readonly earned: boolean;
  left: number;
}

interface Bought {
  readonly owner: number;
  readonly points: number;
  readonly ends: number;
  back: boolean;
}

/** Days that points live. */
export const LIVES = 90;

/** Two people, 0 and 1; when 1 was merged into 0, 0 answers for both. */
export class Couple {
  merged = false;
  readonly bought = new Map<string, Bought>();
  /** By person whose wallet it is. */
  #wallets: Pot[][] = [[], []];

  /** Whose turn it is when somebody is named. */
  answers(person: number): number {
    return this.merged ? 0 : person;
  }

  balance(person: number, today: number): number {
    return this.#open(person, today).reduce((sum, pot) => sum + pot.left, 0);
  }

  /** Points lie with whoever's identifier was named. */
  earn(person: number, points: number, today: number, purchase?: string): void {
    if (points === 0) return;
    const ends = today + LIVES;
    const earned = purchase !== undefined;
    this.#into(this.answers(person), { owner: person, ends, earned, left: points });
    if (purchase) this.bought.set(purchase, { owner: person, points, ends, back: false });
  }

  /** Soonest end first; of equal ends what was earned, then presents; the host's own first. */
  spend(person: number, points: number, today: number): boolean {
    if (this.balance(this.answers(person), today) < points) return false;
    let rest = points;
    for (const pot of this.#inOrder(this.answers(person), today)) {
      const some = Math.min(rest, pot.left);
      pot.left -= some;
      rest -= some;
    }
    return true;
  }

  /** A purchase comes back: out of its own pot, then what else was earned, never below zero. */
  bringBack(purchase: string, today: number): void {
    const bought = this.bought.get(purchase) as Bought;
    const host = this.answers(bought.owner);
    bought.back = true;
    const pots = this.#inOrder(host, today).filter(({ earned }) => earned);
    const own = pots.filter(({ owner, ends }) => owner === bought.owner && ends === bought.ends);
    let rest = bought.points;
    for (const pot of [...own, ...pots]) {
      const some = Math.min(rest, pot.left);
      pot.left -= some;
      rest -= some;
    }
  }

  merge(): void {
    for (const pot of this.#wallets[1] ?? []) this.#into(0, pot);
    this.#wallets[1] = [];
    this.merged = true;
  }

  /** To each their own, as far as it is left. */
  unmerge(): void {
    const all = this.#wallets[0] ?? [];
    this.#wallets = [0, 1].map((person) => all.filter(({ owner }) => owner === person));
    this.merged = false;
  }

  #into(person: number, pot: Pot): void {
    const wallet = this.#wallets[person] as Pot[];
    const same = wallet.find(
      ({ owner, ends, earned }) =>
        owner === pot.owner && ends === pot.ends && earned === pot.earned,
    );
    if (same) same.left += pot.left;
    else wallet.push({ ...pot });
  }

  #open(person: number, today: number): Pot[] {
    return (this.#wallets[person] ?? []).filter(({ ends, left }) => ends >= today && left > 0);
  }

  #inOrder(person: number, today: number): Pot[] {
    return this.#open(person, today).sort(
      (a, b) => a.ends - b.ends || Number(b.earned) - Number(a.earned) || a.owner - b.owner,
    );
  }
}
