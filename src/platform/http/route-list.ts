import type { RouteOptions } from 'fastify';
import type { HttpServer } from './server.ts';

/** One method of one path, and who may use it. */
export interface ListedRoute {
  readonly method: string;
  readonly url: string;
  /** What a caller must be allowed to do; null where the route does not say. */
  readonly permission: string | null;
  readonly public: boolean;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route that was added, in order. */
    readonly routeList: readonly ListedRoute[];
  }
}

/** Keeps the list of all routes; call it before the first is added. */
export function listRoutes(app: HttpServer): void {
  const added: RouteOptions[] = [];
  // A plugin's own hook may still give its routes a permission: the list is made when asked for.
  app.decorate('routeList', { getter: () => added.flatMap(listed) });
  app.addHook('onRoute', (route) => {
    added.push(route);
  });
}

function listed({ method, url, config }: RouteOptions): ListedRoute[] {
  const { permission = null, public: isPublic = false } = config ?? {};
  return [method].flat().map((one) => ({ method: one, url, permission, public: isPublic }));
}
