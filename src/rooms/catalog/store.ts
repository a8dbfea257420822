import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { ProductFacts } from './core/enrich.ts';
import type { Category, Product, Store } from './core/entry.ts';

/** Rows after a cursor, in the order of their ids. */
export interface Page {
  /** The last id of the page before; `''` for the first page. */
  readonly after: string;
  readonly limit: number;
}

/** Adds stores or replaces them by id, in sorted order so that two calls never wait crosswise. */
export async function upsertStores(
  client: Queryable,
  stores: readonly Store[],
  at: Instant,
): Promise<void> {
  await client.query({
    name: 'catalog_upsert_stores',
    text: `insert into stores (id, name, name_zh, channel, brand, city, region, updated_at)
      select id, name, name_zh, channel, brand, city, region, to_timestamp($8::float8 / 1000.0)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[]) as new (id, name, name_zh, channel, brand, city, region)
      order by id collate "C"
      on conflict (id) do update set name = excluded.name, name_zh = excluded.name_zh,
        channel = excluded.channel, brand = excluded.brand, city = excluded.city,
        region = excluded.region, updated_at = excluded.updated_at`,
    values: [
      stores.map((store) => store.id),
      stores.map((store) => store.name),
      stores.map((store) => store.nameZh),
      stores.map((store) => store.channel),
      stores.map((store) => store.brand),
      stores.map((store) => store.city),
      stores.map((store) => store.region),
      at,
    ],
  });
}

/** Adds categories or replaces them by id. */
export async function upsertCategories(
  client: Queryable,
  categories: readonly Category[],
  at: Instant,
): Promise<void> {
  await client.query({
    name: 'catalog_upsert_categories',
    text: `insert into categories (id, parent, name, name_zh, updated_at)
      select id, parent, name, name_zh, to_timestamp($5::float8 / 1000.0)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[])
        as new (id, parent, name, name_zh)
      order by id collate "C"
      on conflict (id) do update set parent = excluded.parent, name = excluded.name,
        name_zh = excluded.name_zh, updated_at = excluded.updated_at`,
    values: [
      categories.map((category) => category.id),
      categories.map((category) => category.parent),
      categories.map((category) => category.name),
      categories.map((category) => category.nameZh),
      at,
    ],
  });
}

/** Adds products or replaces them by sku. */
export async function upsertProducts(
  client: Queryable,
  products: readonly Product[],
  at: Instant,
): Promise<void> {
  await client.query({
    name: 'catalog_upsert_products',
    text: `insert into products (sku, name, name_zh, category, brand, price, updated_at)
      select sku, name, name_zh, category, brand, price, to_timestamp($7::float8 / 1000.0)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
        as new (sku, name, name_zh, category, brand, price)
      order by sku collate "C"
      on conflict (sku) do update set name = excluded.name, name_zh = excluded.name_zh,
        category = excluded.category, brand = excluded.brand, price = excluded.price,
        updated_at = excluded.updated_at`,
    values: [
      products.map((product) => product.sku),
      products.map((product) => product.name),
      products.map((product) => product.nameZh),
      products.map((product) => product.category),
      products.map((product) => product.brand),
      products.map((product) => product.price),
      at,
    ],
  });
}

/** What lines need of these products, by sku; unknown ones are left out. */
export async function productFacts(
  client: Queryable,
  skus: readonly string[],
): Promise<Map<string, ProductFacts>> {
  const { rows } = await client.query<ProductFacts & { sku: string }>({
    name: 'catalog_product_facts',
    text: 'select sku, category, brand from products where sku = any($1::text[])',
    values: [skus],
  });
  return new Map(rows.map(({ sku, category, brand }) => [sku, { category, brand }]));
}

/** The parents of these categories and of all above them, at most ten levels up. */
export async function parentsAbove(
  client: Queryable,
  categories: readonly string[],
): Promise<Map<string, string | null>> {
  const { rows } = await client.query<{ id: string; parent: string | null }>({
    name: 'catalog_parents_above',
    text: `with recursive above (id, parent, level) as (
        select id, parent, 0 from categories where id = any($1::text[])
        union
        select c.id, c.parent, above.level + 1
        from above join categories c on c.id = above.parent
        where above.level < 10
      )
      select distinct id, parent from above`,
    values: [categories],
  });
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}

/** Stores in the order of their ids. */
export async function listStores(client: Queryable, page: Page): Promise<Store[]> {
  const { rows } = await client.query<Store>(
    `select id, name, name_zh as "nameZh", channel, brand, city, region from stores
     where id > $1::text order by id limit $2::int`,
    [page.after, page.limit],
  );
  return rows;
}

/** Categories in the order of their ids. */
export async function listCategories(client: Queryable, page: Page): Promise<Category[]> {
  const { rows } = await client.query<Category>(
    `select id, parent, name, name_zh as "nameZh" from categories
     where id > $1::text order by id limit $2::int`,
    [page.after, page.limit],
  );
  return rows;
}

/** Products in the order of their skus. */
export async function listProducts(client: Queryable, page: Page): Promise<Product[]> {
  const { rows } = await client.query<Product>(
    `select sku, name, name_zh as "nameZh", category, brand, price from products
     where sku > $1::text order by sku limit $2::int`,
    [page.after, page.limit],
  );
  return rows;
}
