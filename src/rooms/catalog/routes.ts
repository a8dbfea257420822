import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { isClean } from '../../kernel/input/fields.ts';
import { LIMITS } from '../../kernel/limits.ts';
import { reject } from '../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import { actorOf } from '../../platform/http/caller.ts';
import { ENTRIES } from './core/read-rows.ts';
import { TOUCHPOINT_KINDS } from './core/touchpoint.ts';
import type { Catalog, CatalogKind, NotedChange } from './service.ts';

const Text = Type.String({ maxLength: LIMITS.text });
const OptionalText = Type.Optional(Type.Union([Text, Type.Null()]));
const names = { name: OptionalText, nameZh: OptionalText };

const ENTRY = {
  stores: Type.Object({
    id: Text,
    ...names,
    channel: OptionalText,
    brand: OptionalText,
    city: OptionalText,
    region: OptionalText,
  }),
  categories: Type.Object({ id: Text, parent: OptionalText, ...names }),
  products: Type.Object({
    sku: Text,
    ...names,
    category: OptionalText,
    brand: OptionalText,
    price: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
  }),
  touchpoints: Type.Object({
    id: Text,
    kind: Type.Enum([...TOUCHPOINT_KINDS]),
    ...names,
    store: OptionalText,
    channel: OptionalText,
    state: Type.Optional(
      Type.Enum(['active', 'revoked'], { description: 'Left out, it stays as it is.' }),
    ),
  }),
} as const;

const OptionalMoment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
/** What a list shows of an entry. */
const LISTED = {
  ...ENTRY,
  touchpoints: Type.Object({
    ...ENTRY.touchpoints.properties,
    revokedAt: OptionalMoment,
    lastSeen: OptionalMoment,
  }),
} as const;

const NAMES = {
  stores: 'Stores',
  categories: 'Categories',
  products: 'Products',
  touchpoints: 'Touchpoints',
} as const;
const KINDS = ['stores', 'categories', 'products', 'touchpoints'] as const;

const CATALOG = { read: 'catalog.read', write: 'catalog.write' };
/** What a caller must be allowed to do. */
const MAY: Readonly<Record<CatalogKind, typeof CATALOG>> = {
  stores: CATALOG,
  categories: CATALOG,
  products: CATALOG,
  touchpoints: { read: 'touchpoints.read', write: 'touchpoints.write' },
};

const PutQuery = Type.Object({
  dryRun: Type.Optional(Type.Boolean({ description: 'Check only; nothing changes.' })),
});
const ListQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 })),
  cursor: Type.Optional(
    Type.String({ description: '`next` of the page before.', maxLength: 1_000 }),
  ),
});

/** `PUT` and `GET` of `/v1/catalog/stores`, `/categories`, `/products` and `/touchpoints`. */
export function catalogRoutes(
  app: FastifyInstance,
  catalog: Catalog,
  log: Omit<NotedChange, 'by'> | null = null,
): void {
  for (const kind of KINDS) {
    putRoute(app, catalog, kind, log);
    listRoute(app, catalog, kind);
  }
}

function putRoute(
  app: FastifyInstance,
  catalog: Catalog,
  kind: CatalogKind,
  log: Omit<NotedChange, 'by'> | null,
): void {
  const schema = {
    operationId: `put${NAMES[kind]}`,
    summary: `Add or replace up to ${ENTRIES} ${kind}`,
    tags: ['catalog'],
    querystring: PutQuery,
    body: Type.Array(ENTRY[kind], { minItems: 1, maxItems: ENTRIES }),
    response: { 200: Type.Object({ accepted: Type.Integer(), dryRun: Type.Boolean() }) },
  };
  app.put(
    `/v1/catalog/${kind}`,
    // The schema is for readers: the room's own check tells every problem with its fix.
    { config: { permission: MAY[kind].write }, schema, validatorCompiler: () => () => true },
    (request) => {
      const noted = log && { ...log, by: actorOf(request.caller) };
      return catalog.put(kind, request.body, readDryRun(request), noted);
    },
  );
}

function readDryRun(request: FastifyRequest): boolean {
  const { dryRun } = request.query as { dryRun?: unknown };
  if (dryRun === undefined || dryRun === 'false') return false;
  if (dryRun === 'true') return true;
  throw reject(400, {
    code: 'not_a_boolean',
    path: '/dryRun',
    detail: 'dryRun is neither true nor false.',
    fix: 'Send ?dryRun=true, or leave it out.',
  });
}

function listRoute(app: FastifyInstance, catalog: Catalog, kind: CatalogKind): void {
  const schema = {
    operationId: `list${NAMES[kind]}`,
    summary: `List ${kind} in the order of their ids`,
    tags: ['catalog'],
    querystring: ListQuery,
    response: {
      200: Type.Object({
        items: Type.Array(LISTED[kind]),
        next: Type.Union([Type.String(), Type.Null()]),
      }),
    },
  };
  const config = { permission: MAY[kind].read };
  app.get(`/v1/catalog/${kind}`, { config, schema }, async (request) => {
    const { limit = 100, cursor } = request.query as { limit?: number; cursor?: string };
    const rows = await catalog.list(kind, { after: readCursor(cursor), limit });
    const items = kind === 'touchpoints' ? rows.map(toldMoments) : rows;
    const last = items.at(-1) as { id?: string; sku?: string } | undefined;
    const next = items.length < limit ? null : writeCursor(last?.sku ?? last?.id ?? '');
    return { items, next };
  });
}

function toldMoments(row: object): object {
  const { revokedAt, lastSeen } = row as { revokedAt: Instant | null; lastSeen: Instant | null };
  const told = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));
  return { ...row, revokedAt: told(revokedAt), lastSeen: told(lastSeen) };
}

function writeCursor(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

function readCursor(cursor: string | undefined): string {
  const id = Buffer.from(cursor ?? '', 'base64url').toString('utf8');
  if (!isClean(id)) {
    throw reject(400, {
      code: 'cursor_unreadable',
      path: '/cursor',
      detail: 'The cursor is not one that this route gave.',
      fix: 'Send "next" of the page before as it was, or none for the first page.',
    });
  }
  return id;
}
