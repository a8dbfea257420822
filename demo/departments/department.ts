/** A name in English and in Chinese. */
type Named = readonly [name: string, nameZh: string];

/** A thing on the shelf: names, and the price in fen of the first of the category's sizes. */
type Good = readonly [name: string, nameZh: string, price: number];

/** A size or grade a good comes in: names, and how many times the first price it costs. */
type Size = readonly [name: string, nameZh: string, times: number];

/** A leaf category: every good in every size is one product. */
export interface CategorySource {
  id: string;
  name: Named;
  /** How often a shopper picks this category inside its department, relative to its sisters. */
  pull: number;
  /** The share of bought lines that come back. */
  returned: number;
  /** The most pieces of one product in one basket. */
  most: number;
  sizes: readonly Size[];
  goods: readonly Good[];
}

export interface DepartmentSource {
  id: string;
  name: Named;
  /** Dirichlet concentration: the department's share of purchases, before a member's own taste. */
  taste: number;
  /** Brand id, its names, and how many times the usual price it asks. */
  brands: readonly (readonly [id: string, name: string, nameZh: string, times: number])[];
  categories: readonly CategorySource[];
}
