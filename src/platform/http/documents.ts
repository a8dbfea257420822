import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifySchema } from 'fastify';
import { describeApi } from './describe-api.ts';
import type { HttpServer } from './server.ts';

/** The page's own scripts, and the styles and pictures that they make. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Every caller may read the reference: it holds no data. */
const READ = 'docs.read';

/** The reference: `/openapi.json` from the routes' own schemas, and `/docs`, which shows it. */
export async function addDocuments(app: HttpServer): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hachi',
        description: 'The open loyalty hub for retail chains.',
        version: '1',
      },
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      },
      security: [{ key: [] }],
    },
    transform: ({ schema, url, route }) => {
      const permission = route.config?.permission;
      const told = permission ? { 'x-permission': permission } : {};
      return { schema: { ...schema, ...told } as FastifySchema, url };
    },
    transformObject: (given) =>
      'openapiObject' in given ? describeApi({ ...given.openapiObject }) : {},
  });
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, permission: READ };
    });
    await pages.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: POLICY,
      uiConfig: { deepLinking: true, docExpansion: 'list', persistAuthorization: false },
    });
  });
  const reading = { config: { permission: READ }, schema: { hide: true } };
  app.get('/openapi.json', reading, async () => app.swagger());
}
