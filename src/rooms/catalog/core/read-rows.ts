import {
  asObject,
  type IntegerBounds,
  KnownFields,
  type Loose,
  readInteger,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { ProblemList } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { Category, Product, Store } from './entry.ts';

/** Entries in one request. */
export const ENTRIES = 1_000;

const STORE_FIELDS = new KnownFields('id', 'name', 'nameZh', 'channel', 'brand', 'city', 'region');
const CATEGORY_FIELDS = new KnownFields('id', 'parent', 'name', 'nameZh');
const PRODUCT_FIELDS = new KnownFields('sku', 'name', 'nameZh', 'category', 'brand', 'price');
const PRICE: IntegerBounds = { least: 0, most: LIMITS.amount };

/** Clean entries, or everything that is wrong with them. */
export interface ReadRows<T> {
  readonly rows: T[];
  readonly problems: Problem[];
}

/** Reads a list of stores. */
export function readStores(input: unknown): ReadRows<Store> {
  return readRows(input, 'id', (out, from, path) => {
    refuseUnknown(out, from, STORE_FIELDS, path);
    return {
      id: readText(out, from, 'id', path),
      name: readOptionalText(out, from, 'name', path) ?? String(from.id),
      nameZh: readOptionalText(out, from, 'nameZh', path),
      channel: readOptionalText(out, from, 'channel', path),
      brand: readOptionalText(out, from, 'brand', path),
      city: readOptionalText(out, from, 'city', path),
      region: readOptionalText(out, from, 'region', path),
    };
  });
}

/** Reads a list of categories; one that is its own parent is refused. */
export function readCategories(input: unknown): ReadRows<Category> {
  return readRows(input, 'id', (out, from, path) => {
    refuseUnknown(out, from, CATEGORY_FIELDS, path);
    const id = readText(out, from, 'id', path);
    const parent = readOptionalText(out, from, 'parent', path);
    if (parent !== null && parent === id) {
      const fix = 'Name another category as the parent, or none.';
      out.add('category_cycle', `${path}/parent`, 'A category cannot lie in itself.', fix);
    }
    return {
      id,
      parent,
      name: readOptionalText(out, from, 'name', path) ?? String(from.id),
      nameZh: readOptionalText(out, from, 'nameZh', path),
    };
  });
}

/** Reads a list of products. */
export function readProducts(input: unknown): ReadRows<Product> {
  return readRows(input, 'sku', (out, from, path) => {
    refuseUnknown(out, from, PRODUCT_FIELDS, path);
    const unpriced = from.price === undefined || from.price === null;
    return {
      sku: readText(out, from, 'sku', path),
      name: readOptionalText(out, from, 'name', path) ?? String(from.sku),
      nameZh: readOptionalText(out, from, 'nameZh', path),
      category: readOptionalText(out, from, 'category', path),
      brand: readOptionalText(out, from, 'brand', path),
      price: unpriced ? null : readInteger(out, from, 'price', path, PRICE),
    };
  });
}

/** Reads a list of entries, each once by its `key`. */
export function readRows<T>(
  input: unknown,
  key: string,
  read: (out: ProblemList, from: Loose, path: string) => T,
): ReadRows<T> {
  const out = new ProblemList();
  const rows: T[] = [];
  if (!Array.isArray(input) || input.length === 0 || input.length > ENTRIES) {
    const fix = `Send a JSON array of 1 to ${ENTRIES} entries.`;
    out.add('not_a_list', '', 'The entries are not a list of an allowed length.', fix);
    return { rows, problems: out.problems };
  }
  const seen = new Set<unknown>();
  for (let index = 0; index < input.length; index++) {
    const path = `/${index}`;
    const from = asObject(out, input[index], path);
    if (!from) continue;
    if (from[key] !== undefined && seen.has(from[key])) {
      const fix = 'Send every entry once.';
      out.add('entry_repeated', `${path}/${key}`, 'An entry with this id is there already.', fix);
    }
    seen.add(from[key]);
    rows.push(read(out, from, path));
  }
  return { rows, problems: out.problems };
}
