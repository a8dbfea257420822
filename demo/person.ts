import { departments } from './catalog.ts';
import { beta, dirichlet, gamma } from './distributions.ts';
import { Random } from './random.ts';
import { doors } from './stores.ts';

/** What is fixed about a member. All of it follows from the seed and the member's number. */
export interface Person {
  /** 1, 2, 3, …: the card number. */
  number: number;
  /** Purchases a week of trade time while the member is alive (BG/NBD's lambda). */
  rate: number;
  /** The chance to be lost after any purchase (BG/NBD's p). */
  dropout: number;
  /** The share of occasions that are a check-in without a purchase. */
  visits: number;
  /** Gamma-Gamma's nu: what a basket is worth is Gamma(6, nu), in fen. */
  spend: number;
  /** The share of purchases online on an ordinary day. */
  online: number;
  /** The member's usual way to buy online. */
  way: 'app' | 'web' | 'mini';
  /** Index into the stores with a door. */
  home: number;
  /** Shares over departments at the start and at the end of the history. */
  tasteBefore: Float64Array;
  tasteAfter: Float64Array;
  /** Never buys: enrolled for the welcome gift and forgot. */
  idle: boolean;
  /** Enrolled at the till with the first purchase, rather than at home before it. */
  atTill: boolean;
  /** The occasion after which a friend completes a referral, or the member joins the council. */
  referral: number;
  council: number;
}

/** Stream 0 of a member draws the person; the occasions have the streams after it. */
const personStream = 0;
const never = 1_000_000_000;
const tastes = departments.map(({ taste }) => taste);

/** An empty chair for `meet`. */
export function nobody(): Person {
  return {
    number: 0,
    rate: 0,
    dropout: 0,
    visits: 0,
    spend: 0,
    online: 0,
    way: 'app',
    home: 0,
    tasteBefore: new Float64Array(departments.length),
    tasteAfter: new Float64Array(departments.length),
    idle: false,
    atTill: false,
    referral: never,
    council: never,
  };
}

const random = new Random();

/** Fills `person` with the member `number` of the world `seed`. */
export function meet(person: Person, seed: number, number: number): Person {
  random.seat(seed, number, personStream);
  person.number = number;
  person.rate = gamma(random, 1.1, 1.9);
  person.dropout = beta(random, 0.9, 26);
  person.visits = beta(random, 1, 5);
  person.spend = gamma(random, 4, 7500);
  person.online = beta(random, 1.2, 2.4);
  const way = random.unit();
  person.way = way < 0.5 ? 'mini' : way < 0.85 ? 'app' : 'web';
  person.home = homeOf(random.unit());
  person.idle = random.chance(0.03);
  person.atTill = random.chance(0.6);
  person.referral = random.chance(0.04) ? random.between(2, 12) : never;
  person.council = random.chance(0.004) ? random.between(5, 20) : never;
  dirichlet(random, tastes, person.tasteBefore);
  dirichlet(random, tastes, person.tasteAfter);
  // Nobody changes altogether: most of the late taste is the early one. The few whose life turns
  // (a baby, a new home, a new hobby) go all the way.
  const turn = random.chance(0.1) ? 0.9 : random.unit() * 0.4;
  for (let i = 0; i < tastes.length; i++) {
    const before = person.tasteBefore[i]!;
    person.tasteAfter[i] = before + turn * (person.tasteAfter[i]! - before);
  }
  return person;
}

/** Large markets, the first of each city, draw more members than corners do. */
const pulls = doors.map(({ brand }) => (brand === 'harvest-market' ? 4 : 1));
const pullTotal = pulls.reduce((sum, pull) => sum + pull, 0);

function homeOf(unit: number): number {
  let rest = unit * pullTotal;
  for (let i = 0; i < pulls.length - 1; i++) {
    rest -= pulls[i]!;
    if (rest < 0) return i;
  }
  return pulls.length - 1;
}
