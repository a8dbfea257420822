import { catalog, departments } from './catalog.ts';
import { recipes } from './recipes.ts';

/** A leaf category as a basket is filled from it. */
interface Shelf {
  most: number;
  returned: number;
  /** Index of its first product in the catalogue; the others follow. */
  first: number;
  count: number;
}

const leaves = departments.flatMap(({ categories }) => categories);

/** All leaf categories, in catalogue order. */
export const shelves: readonly Shelf[] = leaves.map((leaf) => ({
  most: leaf.most,
  returned: leaf.returned,
  first: catalog.products.findIndex(({ category }) => category === leaf.id),
  count: leaf.goods.length * leaf.sizes.length,
}));

/** The natural logarithm of each product's price: nearness of prices is a ratio. */
export const priceLogs = Float64Array.from(catalog.products, ({ price }) => Math.log(price));

/** The share of lines of a leaf category that come back. */
export const returnRates: ReadonlyMap<string, number> = new Map(
  leaves.map(({ id, returned }) => [id, returned]),
);

/** What a department offers to a basket: its shelves, how they pull, and the recipes it leads. */
interface Floor {
  shelves: readonly number[];
  pulls: readonly number[];
  pull: number;
  /** Each recipe as shelf numbers, the leading one first. */
  recipes: readonly (readonly number[])[];
}

const shelfOf = new Map(leaves.map(({ id }, index) => [id, index]));

/** One floor for each department, in catalogue order. */
export const floors: readonly Floor[] = departments.map(({ categories }) => ({
  shelves: categories.map(({ id }) => numberOf(id)),
  pulls: categories.map(({ pull }) => pull),
  pull: categories.reduce((sum, { pull }) => sum + pull, 0),
  recipes: recipes
    .filter(([lead]) => categories.some(({ id }) => id === lead))
    .map((recipe) => recipe.map(numberOf)),
}));

function numberOf(id: string): number {
  const number = shelfOf.get(id);
  if (number === undefined) throw new Error(`no category ${id}`);
  return number;
}
