import type { HttpServer } from '../../platform/http/server.ts';
import type { Access } from './open-access.ts';
import { operatorRoutes } from './operators/operator-routes.ts';
import { sessionRoutes } from './sign-in/session-routes.ts';
import { ssoRoutes } from './sign-in/sso-routes.ts';

/** Every route about who may use the hub. */
export function accessRoutes(app: HttpServer, access: Access): void {
  sessionRoutes(app, access);
  ssoRoutes(app, access);
  operatorRoutes(app, access);
}
