/** What the catalogue knows of a product, as far as a line needs it. */
export interface ProductFacts {
  readonly category: string | null;
  readonly brand: string | null;
}

/** Answers from memory; `undefined` where nothing is known. */
export interface KnownCatalog {
  product(sku: string): ProductFacts | undefined;
  /** The category and all above it, nearest first. */
  branch(category: string): readonly string[] | undefined;
}

/** What the catalogue reads and fills of a purchase's line. */
export interface CatalogLine {
  readonly sku: string | null;
  readonly category: string | null;
  readonly categories: readonly string[];
  readonly brand: string | null;
}

/** A fact, as far as the catalogue looks at it: only purchases have lines. */
export interface CatalogFact {
  readonly type: string;
  readonly data: unknown;
}

/** Types of events with a basket. */
const WITH_LINES: ReadonlySet<string> = new Set(['purchase', 'coupon.reserve', 'coupon.redeem']);

/** The lines of a fact; none for anything but a basket. */
export function linesOf(fact: CatalogFact): readonly CatalogLine[] {
  if (!WITH_LINES.has(fact.type)) return [];
  return (fact.data as { lines: readonly CatalogLine[] }).lines;
}

/**
 * Fills what a line did not say from its product, and `categories` with the whole branch. What
 * the touchpoint said is kept. The order of keys stays, so that equal facts stay equal JSON.
 */
export function enrichFact<F extends CatalogFact>(fact: F, catalog: KnownCatalog): F {
  const before = linesOf(fact);
  let changed = false;
  const lines = before.map((line) => {
    const richer = enrichLine(line, catalog);
    if (richer !== line) changed = true;
    return richer;
  });
  return changed ? { ...fact, data: { ...(fact.data as object), lines } } : fact;
}

function enrichLine(line: CatalogLine, catalog: KnownCatalog): CatalogLine {
  const product = line.sku === null ? undefined : catalog.product(line.sku);
  const category = line.category ?? product?.category ?? null;
  const brand = line.brand ?? product?.brand ?? null;
  const branch = category === null ? undefined : catalog.branch(category);
  const categories = branch ?? (category === null ? line.categories : [category]);
  const same =
    category === line.category &&
    brand === line.brand &&
    categories.length === line.categories.length;
  return same ? line : { ...line, category, categories, brand };
}
