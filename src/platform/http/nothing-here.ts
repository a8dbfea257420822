import { reject } from '../../kernel/problem.ts';
import { answerProblem } from './problem-document.ts';
import type { HttpServer } from './server.ts';

/** Tells a wrong path (404) from a wrong method on a right path (405, with `Allow`). */
export function answerNothingHere(app: HttpServer): void {
  const routes: { pattern: RegExp; methods: string[] }[] = [];
  app.addHook('onRoute', (route) => {
    const escaped = route.url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const pattern = escaped.replace(/:[^/]+/g, '[^/]+').replaceAll('*', '.*');
    routes.push({ pattern: new RegExp(`^${pattern}$`), methods: [route.method].flat() });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const here = routes.filter((route) => route.pattern.test(path));
    const allowed = [...new Set(here.flatMap((route) => route.methods))].sort().join(', ');
    if (allowed) reply.header('allow', allowed);
    const problem = allowed
      ? {
          code: 'method_not_allowed',
          path: '',
          detail: `This path does not take ${request.method}.`,
          fix: `Use ${allowed}.`,
        }
      : {
          code: 'not_found',
          path: '',
          detail: 'There is nothing at this path.',
          fix: 'See /docs for all paths.',
        };
    answerProblem(reject(allowed ? 405 : 404, problem), request, reply);
  });
}
