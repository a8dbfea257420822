import { LruMap } from '../../kernel/lru.ts';
import { Rejection } from '../../kernel/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import type { AuditLog } from '../audit/index.ts';
import { type Arrived, arrive, type PlacedFact, type Sender } from './core/arrival.ts';
import { branchOf } from './core/branch.ts';
import { type CatalogFact, enrichFact, linesOf, type ProductFacts } from './core/enrich.ts';
import { type ReadRows, readCategories, readProducts, readStores } from './core/read-rows.ts';
import { readTouchpoints } from './core/read-touchpoints.ts';
import {
  listCategories,
  listProducts,
  listStores,
  type Page,
  parentsAbove,
  productFacts,
  upsertCategories,
  upsertProducts,
  upsertStores,
} from './store.ts';
import { listTouchpoints, upsertTouchpoints } from './touchpoint-store.ts';
import { Touchpoints } from './touchpoints.ts';

/** More than one batch of the largest purchases can name. */
const PRODUCTS_REMEMBERED = 250_000;
const BRANCHES_REMEMBERED = 50_000;
/** How long another hub's change to the catalogue may stay unseen here. */
const REMEMBERED_MS = 60_000;

/** What a product that the catalogue lacks is remembered as, so that it is not asked for again. */
const UNKNOWN: ProductFacts = { category: null, brand: null };

/** A remembered answer, and in which round of remembering it was learned. */
interface Remembered<T> {
  readonly value: T;
  readonly round: number;
}

/** Who changes the catalogue, and where that is noted. */
export interface NotedChange {
  readonly pool: Pool;
  readonly audit: AuditLog;
  /** The actor, as the access log says it. */
  readonly by: string;
}

/** What an upsert did, or would do. */
export interface Upserted {
  readonly accepted: number;
  readonly dryRun: boolean;
}

/** The kinds of entries, by the last part of their route. */
export type CatalogKind = 'stores' | 'categories' | 'products' | 'touchpoints';

/**
 * Stores, categories, products and touchpoints, with what events need of them in memory.
 * @example
 * await catalog.prepare(facts);
 * const richer = facts.map((fact) => catalog.enrich(fact));
 */
export class Catalog {
  readonly touchpoints: Touchpoints;
  readonly #client: Queryable;
  readonly #clock: Clock;
  readonly #products = new LruMap<string, Remembered<ProductFacts>>(PRODUCTS_REMEMBERED);
  readonly #branches = new LruMap<string, Remembered<readonly string[]>>(BRANCHES_REMEMBERED);
  // What is out of date is asked for again, not removed: a change of the catalogue between
  // `prepare` and `enrich` of a batch must not leave its lines without categories.
  #round = 0;
  #roundSince: number;
  readonly #known = {
    product: (sku: string) => this.#products.get(sku)?.value,
    branch: (category: string) => this.#branches.get(category)?.value,
  };

  constructor(client: Queryable, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
    this.#roundSince = clock.now();
    this.touchpoints = new Touchpoints(client, clock);
  }

  /** Loads what `arrive` and `enrich` will need for these facts: a few queries, usually none. */
  async prepare(facts: readonly CatalogFact[]): Promise<void> {
    if (this.touchpoints.stale) await this.touchpoints.freshen();
    if (this.#clock.now() - this.#roundSince >= REMEMBERED_MS) this.#startRound();
    const round = this.#round;
    const lines = facts.flatMap(linesOf);
    const skus = new Set<string>();
    for (const { sku } of lines) {
      if (sku !== null && this.#products.get(sku)?.round !== round) skus.add(sku);
    }
    if (skus.size > 0) await this.#loadProducts([...skus], round);
    const categories = new Set<string>();
    for (const { sku, category: named } of lines) {
      const category = named ?? (sku === null ? null : this.#known.product(sku)?.category);
      if (category && this.#branches.get(category)?.round !== round) categories.add(category);
    }
    if (categories.size > 0) await this.#loadBranches([...categories], round);
  }

  /** The fact with its place filled in, or why it may not come from there. */
  arrive<F extends PlacedFact>(fact: F, sender: Sender): Arrived<F> {
    return arrive(fact, sender, this.touchpoints);
  }

  /** The fact with category, brand and ancestors filled in, as far as `prepare` found them. */
  enrich<F extends CatalogFact>(fact: F): F {
    return enrichFact(fact, this.#known);
  }

  /**
   * Adds or replaces up to 1,000 entries; with `dryRun` it only checks them.
   * @param noted who changes them, for the access log; null for the hub itself.
   * @throws {Rejection} 422 with every problem of every entry; then nothing has changed.
   */
  async put(
    kind: CatalogKind,
    input: unknown,
    dryRun = false,
    noted: NotedChange | null = null,
  ): Promise<Upserted> {
    if (kind === 'touchpoints') await this.touchpoints.checkRoom(idsOf(input));
    const write = (client: Queryable) => WRITERS[kind](client, input, this.#clock.now(), dryRun);
    const accepted =
      noted && !dryRun ? await writeNoted(noted, kind, write) : await write(this.#client);
    if (kind === 'touchpoints') await this.touchpoints.refresh();
    else if (!dryRun) this.#startRound();
    return { accepted, dryRun };
  }

  /** One page of entries. */
  async list(kind: CatalogKind, page: Page): Promise<readonly object[]> {
    return LISTERS[kind](this.#client, page);
  }

  async #loadProducts(skus: string[], round: number): Promise<void> {
    const found = await productFacts(this.#client, skus);
    for (const sku of skus) {
      this.#products.set(sku, { value: found.get(sku) ?? UNKNOWN, round });
    }
  }

  async #loadBranches(categories: string[], round: number): Promise<void> {
    const parents = await parentsAbove(this.#client, categories);
    for (const category of categories) {
      const value = branchOf(category, (id) => parents.get(id));
      this.#branches.set(category, { value, round });
    }
  }

  #startRound(): void {
    this.#round += 1;
    this.#roundSince = this.#clock.now();
  }
}

/** Writes entries and, in the same transaction, that somebody did. */
function writeNoted(
  { pool, audit, by }: NotedChange,
  kind: CatalogKind,
  write: (client: Queryable) => Promise<number>,
): Promise<number> {
  return transaction(pool, async (client) => {
    const entries = await write(client);
    const action = kind === 'touchpoints' ? 'touchpoints.write' : 'catalog.write';
    await audit.note(client, [{ actor: by, action, subject: kind, detail: { entries } }]);
    return entries;
  });
}

function idsOf(input: unknown): string[] {
  if (!Array.isArray(input)) return [];
  return input.flatMap((one: { id?: unknown } | null) =>
    typeof one?.id === 'string' ? [one.id] : [],
  );
}

type Write = (client: Queryable, input: unknown, at: number, dryRun: boolean) => Promise<number>;

function writer<T>(
  read: (input: unknown) => ReadRows<T>,
  save: (client: Queryable, rows: readonly T[], at: number) => Promise<void>,
): Write {
  return async (client, input, at, dryRun) => {
    const { rows, problems } = read(input);
    if (problems.length > 0) throw new Rejection(422, problems);
    if (!dryRun) await save(client, rows, at);
    return rows.length;
  };
}

const WRITERS: Readonly<Record<CatalogKind, Write>> = {
  stores: writer(readStores, upsertStores),
  categories: writer(readCategories, upsertCategories),
  products: writer(readProducts, upsertProducts),
  touchpoints: writer(readTouchpoints, upsertTouchpoints),
};

const LISTERS: Readonly<
  Record<CatalogKind, (client: Queryable, page: Page) => Promise<readonly object[]>>
> = {
  stores: listStores,
  categories: listCategories,
  products: listProducts,
  touchpoints: listTouchpoints,
};
