export { DESK_SENDER, deskOf, type Sender } from './core/arrival.ts';
export type { ProductFacts } from './core/enrich.ts';
export type { Category, Product, Store } from './core/entry.ts';
export { TOUCHPOINT_KINDS } from './core/touchpoint.ts';
export { catalogRoutes } from './routes.ts';
export { Catalog, type CatalogKind, type Upserted } from './service.ts';
