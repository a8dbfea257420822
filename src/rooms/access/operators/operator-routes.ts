import Type from 'typebox';
import type { HttpServer } from '../../../platform/http/server.ts';
import type { Access } from '../open-access.ts';
import { LinkPasswordBody } from '../sign-in/session-schema.ts';

const MANAGE = { permission: 'access.manage' } as const;
const tags = ['access'];

const Instant = Type.Integer({ description: 'Epoch milliseconds.' });
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const Roles = Type.Array(Type.String({ maxLength: 50 }), { maxItems: 20 });

const OperatorSchema = Type.Object(
  {
    id: Type.Integer(),
    name: Type.String(),
    email: Type.String({ description: 'What the operator signs in with.' }),
    roles: Type.Array(Type.String()),
    status: Type.Enum(['invited', 'active', 'disabled']),
    hasSecondFactor: Type.Boolean(),
    hasSingleSignOn: Type.Boolean(),
    createdAt: Instant,
    createdBy: Type.String(),
  },
  { title: 'Operator' },
);

const LinkSchema = Type.Object(
  {
    token: Type.String({ description: 'Sets the password, once. Told this once.' }),
    endsAt: Instant,
  },
  { title: 'PasswordLink' },
);

const AddBody = Type.Object(
  { name: Name, email: Type.String({ maxLength: 300 }), roles: Roles },
  { additionalProperties: false },
);

const ChangeBody = Type.Object(
  {
    name: Type.Optional(Name),
    roles: Type.Optional(Roles),
    disabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

const ReasonBody = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500 }) },
  { additionalProperties: false },
);

const params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
const none = { 204: Type.Null() };

/** Operators, for those who manage access; and the link by which an operator sets a password. */
export function operatorRoutes(app: HttpServer, access: Access): void {
  listAndAdd(app, access);
  changeRoute(app, access);
  rescueRoutes(app, access);
  app.post(
    '/v1/operators/password',
    {
      config: { public: true, isUnkept: true },
      schema: {
        operationId: 'redeemLink',
        summary: 'Set a password by the link of an invitation or a reset',
        ...{ tags, security: [], body: LinkPasswordBody, response: none },
      },
    },
    async ({ body }, reply) => {
      await access.links.redeem(body.token, body.password);
      return reply.code(204).send(null);
    },
  );
}

function listAndAdd(app: HttpServer, access: Access): void {
  app.get(
    '/v1/operators',
    {
      config: MANAGE,
      schema: {
        operationId: 'listOperators',
        summary: 'Everybody who runs the hub',
        ...{ tags, response: { 200: Type.Object({ items: Type.Array(OperatorSchema) }) } },
      },
    },
    async () => ({ items: await access.operators.list() }),
  );
  app.post(
    '/v1/operators',
    {
      config: { ...MANAGE, isUnkept: true },
      schema: {
        operationId: 'addOperator',
        summary: 'Add an operator; tells the link to set a password',
        ...{ tags, body: AddBody },
        response: { 201: Type.Object({ operator: OperatorSchema, link: LinkSchema }) },
      },
    },
    async ({ body, caller }, reply) => {
      reply.code(201).header('cache-control', 'no-store');
      return access.operators.add(body, caller);
    },
  );
}

function changeRoute(app: HttpServer, access: Access): void {
  app.patch(
    '/v1/operators/:id',
    {
      config: MANAGE,
      schema: {
        operationId: 'changeOperator',
        summary: 'Change the name or the roles, disable or enable; never oneself',
        ...{ tags, params, body: ChangeBody, response: { 200: OperatorSchema } },
      },
    },
    ({ params: { id }, body, caller }) => access.operators.change(id, body, caller),
  );
}

function rescueRoutes(app: HttpServer, access: Access): void {
  app.post(
    '/v1/operators/:id/link',
    {
      config: { ...MANAGE, isUnkept: true },
      schema: {
        operationId: 'sendLink',
        summary: 'A new link to set a password; older ones stop working',
        ...{ tags, params, response: { 201: LinkSchema } },
      },
    },
    async ({ params: { id }, caller }, reply) => {
      reply.code(201).header('cache-control', 'no-store');
      return access.operators.sendLink(id, caller);
    },
  );
  app.post(
    '/v1/operators/:id/drop-second-factor',
    {
      config: MANAGE,
      schema: {
        operationId: 'dropSecondFactor',
        summary: 'Take away a lost second factor, and all sessions; raises an alert',
        ...{ tags, params, body: ReasonBody, response: none },
      },
    },
    async ({ params: { id }, body, caller }, reply) => {
      await access.operators.dropSecondFactor(id, caller, body.reason);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/v1/operators/:id/unlock',
    {
      config: MANAGE,
      schema: {
        operationId: 'unlockOperator',
        summary: 'Let an operator with too many wrong tries try again at once',
        ...{ tags, params, response: none },
      },
    },
    async ({ params: { id }, caller }, reply) => {
      await access.operators.unlock(id, caller);
      return reply.code(204).send(null);
    },
  );
}
