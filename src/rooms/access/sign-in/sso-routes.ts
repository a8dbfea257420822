import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { reject } from '../../../kernel/problem.ts';
import { ownOrigin } from '../../../platform/http/own-origin.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { readCookie, SSO_COOKIE, setCookie } from '../../../platform/http/session-cookie.ts';
import type { Access } from '../open-access.ts';
import { endBrought, enter, visitorOf } from './session-routes.ts';
import type { SingleSignOn } from './single-sign-on.ts';
import { beginFlow, FLOW_MS, readFlow } from './sso-flow.ts';
import { ssoFailed } from './sso-provider.ts';

const CALLBACK = '/v1/session/sso/callback';
const config = { public: true, isCountedByAddress: true };
const tags = ['access'];

/** A page of the own site: only from there does the browser bring the new session along. */
const BACK_HOME = `<!doctype html><meta charset="utf-8"><title>Hachi</title>
<meta http-equiv="refresh" content="0;url=/"><p><a href="/">Hachi</a></p>
`;

/** To the identity provider, and back. */
export function ssoRoutes(app: HttpServer, access: Access): void {
  app.get(
    '/v1/session/sso',
    {
      config,
      schema: {
        operationId: 'beginSingleSignOn',
        summary: 'Go to the identity provider to sign in',
        ...{ tags, security: [], response: { 302: Type.Null() } },
      },
    },
    async (request, reply) => {
      const { provider } = ssoOf(access);
      const flow = beginFlow(access.now());
      const address = await provider.addressOf(flow, callbackOf(request, access));
      const value = { text: flow.cookie, seconds: FLOW_MS / 1000 };
      setCookie(reply, SSO_COOKIE, value, access.cookie);
      return reply.header('cache-control', 'no-store').redirect(address, 302);
    },
  );
  app.get(
    CALLBACK,
    {
      config,
      schema: {
        operationId: 'finishSingleSignOn',
        summary: 'Where the identity provider sends the browser back to',
        ...{ tags, security: [], response: { 200: Type.String() } },
      },
    },
    async (request, reply) => {
      const sso = ssoOf(access);
      const flow = readFlow(readCookie(request, SSO_COOKIE, access.cookie), access.now());
      setCookie(reply, SSO_COOKIE, { text: '', seconds: 0 }, access.cookie);
      if (!flow) throw ssoFailed();
      const query = request.url.split('?')[1] ?? '';
      const address = new URL(`${callbackOf(request, access)}?${query}`);
      const begun = await sso.finish(flow, address, visitorOf(request));
      await endBrought(request, access);
      await enter(reply, begun, access);
      return reply.type('text/html; charset=utf-8').send(BACK_HOME);
    },
  );
}

function callbackOf(request: FastifyRequest, { publicUrl }: Access): string {
  return `${ownOrigin(request, publicUrl)}${CALLBACK}`;
}

function ssoOf({ sso }: Access): SingleSignOn {
  if (sso) return sso;
  throw reject(404, {
    code: 'sso_not_configured',
    path: '',
    detail: 'This hub knows no identity provider.',
    fix: 'Set HACHI_OIDC_ISSUER, HACHI_OIDC_CLIENT_ID and HACHI_OIDC_ROLES.',
  });
}
