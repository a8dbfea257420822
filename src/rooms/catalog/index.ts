export type { ProductFacts } from './core/enrich.ts';
export type { Category, Product, Store } from './core/entry.ts';
export { catalogRoutes } from './routes.ts';
export { Catalog, type CatalogKind, type Upserted } from './service.ts';
