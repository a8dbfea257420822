import { catalog } from './catalog.ts';
import { gamma, normal, poisson, weighted } from './distributions.ts';
import type { Line } from './event.ts';
import type { Person } from './person.ts';
import { mix, type Random } from './random.ts';
import { floors, priceLogs, shelves } from './shelf.ts';

const linesMax = 12;
const { products } = catalog;
const weights = new Float64Array(floors.length);

/** The moment of a purchase, as far as a basket cares. */
export interface Moment {
  seed: number;
  /** How much of the history has passed, 0 to 1: taste moves along it. */
  progress: number;
  week: number;
  offers: number;
  factors: Float64Array;
}

/**
 * A basket of 1 to 12 lines, about 3. Its worth is drawn from the member's Gamma-Gamma spend; whole
 * products only come near it.
 */
export function fillBasket(random: Random, person: Person, moment: Moment): Line[] {
  const count = Math.min(linesMax, 1 + poisson(random, gamma(random, 2, 1)));
  const worth = gamma(random, 6, person.spend);
  const total = weighDepartments(person, moment);
  const lines: Line[] = [];
  const lead = weighted(random, weights, total);
  const floor = floors[lead]!;
  if (floor.recipes.length > 0 && random.chance(0.6)) {
    const recipe = floor.recipes[random.below(floor.recipes.length)]!;
    for (let i = 0; i < recipe.length && lines.length < count; i++) {
      if (i === 0 || random.chance(0.72)) {
        addLine(random, person, moment, recipe[i]!, worth / count, lines);
      }
    }
  } else {
    addLine(random, person, moment, shelfIn(random, lead), worth / count, lines);
  }
  for (let tries = count + 2; lines.length < count && tries > 0; tries--) {
    const shelf = shelfIn(random, weighted(random, weights, total));
    addLine(random, person, moment, shelf, worth / count, lines);
  }
  return lines;
}

/** The member's taste on this day, into `weights`; gives their sum. */
function weighDepartments(person: Person, { progress, factors }: Moment): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const before = person.tasteBefore[i]!;
    const share = before + progress * (person.tasteAfter[i]! - before);
    const weight = share * factors[i]!;
    weights[i] = weight;
    total += weight;
  }
  return total;
}

function shelfIn(random: Random, department: number): number {
  const { shelves, pulls, pull } = floors[department]!;
  return shelves[weighted(random, pulls, pull)]!;
}

/** Adds a product of the shelf near the price wanted, unless the basket holds it already. */
function addLine(
  random: Random,
  person: Person,
  moment: Moment,
  shelf: number,
  average: number,
  lines: Line[],
): void {
  const wanted = average * (0.4 + 1.2 * random.unit());
  const number = productOn(random, person, moment, shelf, wanted);
  const { sku, category, brand, price } = products[number]!;
  for (const line of lines) if (line.sku === sku) return;
  const pieces = Math.round((wanted / price) * (0.75 + 0.5 * random.unit()));
  const quantity = Math.max(1, Math.min(shelves[shelf]!.most, pieces));
  const gross = price * quantity;
  lines.push({
    line: String(lines.length + 1),
    sku,
    category,
    brand,
    quantity,
    gross,
    discount: Math.floor((gross * offerOn(moment, number)) / 100),
  });
}

/** Every second time the usual product; else of three popular ones the nearest in price. */
function productOn(
  random: Random,
  person: Person,
  moment: Moment,
  shelf: number,
  wanted: number,
): number {
  const { first, count } = shelves[shelf]!;
  if (random.chance(0.4)) return first + (mix(moment.seed, person.number, shelf) % count);
  const goal = Math.log(wanted) + 0.2 * normal(random);
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const unit = random.unit();
    // A square leans towards the front of the shelf: few products make most of the sales.
    const rank = Math.floor(unit * unit * count);
    // The stride scatters popularity over prices; it shares no factor with the 15 products.
    const number = first + ((rank * 7 + shelf) % count);
    const distance = Math.abs(priceLogs[number]! - goal);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = number;
    }
  }
  return best;
}

/** Per cent off a product this week: 0, or 10 to 30 in fives. */
function offerOn({ week, offers, seed }: Moment, product: number): number {
  const hash = mix(seed, product, week);
  return hash < offers * 4294967296 ? 10 + 5 * (hash % 5) : 0;
}
