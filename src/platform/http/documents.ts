import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { describeApi } from './describe-api.ts';
import type { HttpServer } from './server.ts';

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
    transformObject: (given) =>
      'openapiObject' in given ? describeApi({ ...given.openapiObject }) : {},
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { deepLinking: true, docExpansion: 'list', persistAuthorization: false },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
