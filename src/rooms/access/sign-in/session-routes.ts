import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { reject } from '../../../kernel/problem.ts';
import { addressGroup } from '../../../platform/http/address-group.ts';
import type { Caller } from '../../../platform/http/caller.ts';
import { isFromOwnPage, otherSite } from '../../../platform/http/own-origin.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { readCookie, SESSION_COOKIE, setCookie } from '../../../platform/http/session-cookie.ts';
import { PERMISSIONS } from '../core/permissions.ts';
import type { Access } from '../open-access.ts';
import type { Visitor } from './parts.ts';
import { csrfTokenOf, operatorCaller, sessionOf } from './session-caller.ts';
import {
  ChangePasswordBody,
  CodeBody,
  Ended,
  Me,
  PasswordBody,
  RecoveryCodes,
  SecondFactorSecret,
  SessionList,
  SignInBody,
} from './session-schema.ts';
import type { BegunSession } from './sessions.ts';

const OWN = { permission: 'session.own' } as const;
const tags = ['access'];

/** Signing in and out, and what operators do about their own account. */
export function sessionRoutes(app: HttpServer, access: Access): void {
  signInRoute(app, access);
  ownSessionRoutes(app, access);
  passwordRoute(app, access);
  secondFactorRoutes(app, access);
}

function signInRoute(app: HttpServer, access: Access): void {
  const schema = {
    operationId: 'signIn',
    summary: 'Sign in by e-mail and password, with a code where there is a second factor',
    ...{ tags, security: [], body: SignInBody, response: { 200: Me } },
  };
  const config = { public: true, isUnkept: true };
  app.post('/v1/session', { config, schema }, async (request, reply) => {
    refuseOtherSites(request, access);
    await endBrought(request, access);
    const begun = await access.signIn.byPassword(request.body, visitorOf(request));
    return enter(reply, begun, access);
  });
}

function ownSessionRoutes(app: HttpServer, access: Access): void {
  app.get(
    '/v1/session',
    {
      config: OWN,
      schema: {
        operationId: 'readSession',
        summary: 'Who am I, and what may I do',
        ...{ tags, response: { 200: Me } },
      },
    },
    async ({ caller }, reply) => {
      reply.header('cache-control', 'no-store');
      return meOf(caller, access);
    },
  );
  const none = { 204: Type.Null() };
  app.delete(
    '/v1/session',
    {
      config: OWN,
      schema: { operationId: 'signOut', summary: 'Sign out', ...{ tags, response: none } },
    },
    async ({ caller }, reply) => {
      await access.account.signOut(sessionOf(caller).session);
      setCookie(reply, SESSION_COOKIE, { text: '', seconds: 0 }, access.cookie);
      return reply.code(204).send(null);
    },
  );
  app.get(
    '/v1/sessions',
    {
      config: OWN,
      schema: {
        operationId: 'listSessions',
        summary: 'My sessions that have not ended',
        ...{ tags, response: { 200: SessionList } },
      },
    },
    async ({ caller }) => {
      const own = sessionOf(caller).session;
      const items = await access.sessions.list(own.operatorId);
      return { items: items.map((item) => ({ ...item, isThis: item.id === own.id })) };
    },
  );
  endRoutes(app, access);
}

function endRoutes(app: HttpServer, access: Access): void {
  app.delete(
    '/v1/sessions',
    {
      config: OWN,
      schema: {
        operationId: 'endOtherSessions',
        summary: 'End all my sessions but this one',
        ...{ tags, response: { 200: Ended } },
      },
    },
    async ({ caller }) => ({
      ended: await access.account.endOtherSessions(sessionOf(caller).session),
    }),
  );
  const params = Type.Object({ id: Type.String({ maxLength: 50 }) });
  app.delete(
    '/v1/sessions/:id',
    {
      config: OWN,
      schema: {
        operationId: 'endSession',
        summary: 'End one of my sessions',
        ...{ tags, params, response: { 200: Ended } },
      },
    },
    async ({ caller, params: { id } }) => {
      const ended = await access.account.endSession(sessionOf(caller).session, id);
      if (ended) return { ended: 1 };
      throw reject(404, {
        code: 'session_unknown',
        path: '/path/id',
        detail: 'You have no such session.',
        fix: 'See GET /v1/sessions.',
      });
    },
  );
}

function passwordRoute(app: HttpServer, access: Access): void {
  const schema = {
    operationId: 'changePassword',
    summary: 'Change my password; my other sessions end',
    ...{ tags, body: ChangePasswordBody, response: { 204: Type.Null() } },
  };
  const config = { ...OWN, isUnkept: true };
  app.put('/v1/session/password', { config, schema }, async (request, reply) => {
    const { session } = sessionOf(request.caller);
    await access.account.changePassword(session, request.body, visitorOf(request));
    return reply.code(204).send(null);
  });
}

function secondFactorRoutes(app: HttpServer, access: Access): void {
  const config = { ...OWN, isUnkept: true };
  app.post(
    '/v1/session/second-factor',
    {
      config,
      schema: {
        operationId: 'beginSecondFactor',
        summary: 'A new secret for the app that shows codes; counts once it is confirmed',
        ...{ tags, body: PasswordBody, response: { 200: SecondFactorSecret } },
      },
    },
    async (request, reply) => {
      const { session } = sessionOf(request.caller);
      reply.header('cache-control', 'no-store');
      return access.account.beginSecondFactor(session, request.body.password, visitorOf(request));
    },
  );
  app.post(
    '/v1/session/second-factor/confirm',
    {
      config,
      schema: {
        operationId: 'confirmSecondFactor',
        summary: 'Confirm the new secret by a code of it; tells the recovery codes',
        ...{ tags, body: CodeBody, response: { 200: RecoveryCodes } },
      },
    },
    async ({ caller, body }, reply) => {
      reply.header('cache-control', 'no-store');
      const { session } = sessionOf(caller);
      return { recoveryCodes: await access.account.confirmSecondFactor(session, body.code) };
    },
  );
}

/** From where a request comes, for counting tries and telling sessions apart. */
export function visitorOf({ ip, headers }: FastifyRequest): Visitor {
  return { address: addressGroup(ip), agent: headers['user-agent'] ?? '' };
}

/** Gives the browser its new session, and says who has signed in. */
export async function enter(reply: FastifyReply, begun: BegunSession, access: Access) {
  const { token, session } = begun;
  const seconds = (session.endsAt - session.beganAt) / 1000;
  setCookie(reply, SESSION_COOKIE, { text: token, seconds }, access.cookie);
  reply.header('cache-control', 'no-store');
  const holder = await access.sessions.holderOf(token);
  if (!holder) throw gone();
  return meOf(operatorCaller(holder, csrfTokenOf(token), access.needsSecondFactor), access);
}

/** Whoever signs in leaves the session that the browser still had. */
export async function endBrought(request: FastifyRequest, access: Access): Promise<void> {
  const token = readCookie(request, SESSION_COOKIE, access.cookie);
  const held = token === undefined ? undefined : await access.sessions.holderOf(token);
  if (held) await access.account.signOut(held);
}

/** A page of another site must not sign its visitor in as somebody else. */
function refuseOtherSites(request: FastifyRequest, { publicUrl }: Access): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined && site === undefined) return;
  if (!isFromOwnPage(request, publicUrl)) throw otherSite();
}

function meOf(caller: Caller, access: Access) {
  const { kind, id, name } = caller;
  const permissions = Object.keys(PERMISSIONS).filter((permission) => caller.may(permission));
  const bare = { kind, id, name, permissions };
  if (kind !== 'operator') {
    const nothing = { email: null, roles: [], csrfToken: null, session: null };
    return { ...bare, ...nothing, secondFactor: 'none' as const };
  }
  const { session, csrfToken } = sessionOf(caller);
  const { email, roles, method, endsAt, isStrong, hasSecondFactor } = session;
  const isRequired = access.needsSecondFactor && !isStrong;
  return {
    ...bare,
    ...{ email, csrfToken, roles: [...roles] },
    secondFactor: isRequired
      ? ('required' as const)
      : hasSecondFactor
        ? ('enrolled' as const)
        : ('none' as const),
    session: { id: session.id, method, endsAt, idleEndsAt: access.sessions.idleEnd(session) },
  };
}

const gone = () =>
  reject(401, {
    code: 'sign_in_failed',
    path: '',
    detail: 'The name or the password is wrong.',
    fix: 'Check both; who manages access can send a new link.',
  });
