import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import { formatInstant } from '../../kernel/time.ts';
import { permissionMissing } from '../../platform/http/authentication.ts';
import { actorOf } from '../../platform/http/caller.ts';
import { cardSecret, hubSigner, publicJwk, type SigningKey, showCard } from '../codes/index.ts';
import type { Intake } from '../intake/index.ts';
import { formatMemberId } from '../members/index.ts';
import { readCouponCode } from './coupon-code.ts';
import * as schemas from './coupons-schema.ts';
import { findMember } from './find-member.ts';
import type { StatementGround } from './ground.ts';
import { type IssueMany, issueMany } from './issue-many.ts';
import { notedRead, noteReads } from './noted-read.ts';
import { type PriceRequest, priceCoupons } from './price-coupons.ts';
import { readCoupons } from './read-coupons.ts';
import { MemberPath, NoQuery } from './routes-schema.ts';
import { stateOf } from './store.ts';

/** What an app needs that makes the card's codes itself. */
const SECRET = 'cards.secret';
/** How long a card shows one code. */
const STEP_MS = 30_000;

/** A member's coupons and card, what they show, and the keys by which tills verify it. */
export function couponRoutes(
  app: FastifyInstance,
  { intake, hubKey, ...ground }: StatementGround & { intake: Intake; hubKey: Uint8Array },
): void {
  const signer = hubSigner(hubKey);
  app.get<{ Params: { member: string } }>(
    '/v1/members/:member/coupons',
    {
      config: { permission: 'members.read' },
      schema: {
        ...about('listCoupons', 'Coupons of a member: open, reserved, and the last closed ones'),
        ...{ params: MemberPath, querystring: NoQuery },
        response: { 200: schemas.CouponsBody },
      },
    },
    async ({ params, caller }) => {
      const { memberId } = await findMember(ground, params.member);
      return notedRead(ground, { caller, what: 'coupons' }, memberId, (client) =>
        readCoupons({ ...ground, pool: client }, memberId, ground.clock.now()),
      );
    },
  );
  app.post<{ Params: { member: string }; Body: PriceRequest }>(
    '/v1/members/:member/coupons/price',
    {
      config: { permission: 'members.read' },
      schema: {
        ...about('priceCoupons', 'What coupons would take off a basket, and why others would not'),
        params: MemberPath,
        body: schemas.PriceBody,
        response: { 200: schemas.PricedBody },
      },
      // The intake's own reading tells every problem with its fix.
      validatorCompiler: () => () => true,
    },
    async ({ params, body, caller }) => {
      const { memberId } = await findMember(ground, params.member);
      // The rehearsal reads on connections of its own: to hold one meanwhile could starve it.
      const priced = await priceCoupons(ground, intake, memberId, body);
      await noteReads(ground.audit, ground.pool, { caller, what: 'coupon prices' }, [memberId]);
      return priced;
    },
  );
  codeRoute(app, ground, signer);
  issueRoute(app, intake);
  cardRoute(app, ground, hubKey);
  const keys = { keys: [publicJwk(signer)] };
  app.get(
    '/v1/codes/keys',
    {
      config: { public: true },
      schema: {
        ...about('listSigningKeys', 'Public keys (JWK, Ed25519) of signed coupons, for tills'),
        security: [],
        response: { 200: schemas.KeysBody },
      },
    },
    async () => keys,
  );
}

function codeRoute(app: FastifyInstance, ground: StatementGround, signer: SigningKey): void {
  app.get<{ Params: { member: string; coupon: string } }>(
    '/v1/members/:member/coupons/:coupon/code',
    {
      config: { permission: 'coupons.redeem' },
      schema: {
        ...about('showCoupon', 'What a coupon shows: its code, and a signed text for a QR code'),
        params: schemas.CouponPath,
        response: { 200: schemas.CouponCodeBody },
      },
    },
    async ({ params, caller }) => {
      const { memberId } = await findMember(ground, params.member);
      return notedRead(ground, { caller, what: 'coupon code' }, memberId, (client) =>
        readCouponCode({ ...ground, pool: client }, memberId, params.coupon, signer),
      );
    },
  );
}

function issueRoute(app: FastifyInstance, intake: Intake): void {
  app.post<{ Params: { definition: string }; Body: IssueMany }>(
    '/v1/coupons/:definition/issues',
    {
      config: { permission: 'coupons.write' },
      schema: {
        ...about('issueToMany', 'Give a coupon to up to 1,000 members, once to each'),
        params: schemas.DefinitionPath,
        body: schemas.IssuesBody,
        response: { 200: schemas.IssuedBody },
      },
    },
    ({ params, body, caller }) => issueMany(intake, params.definition, body, actorOf(caller)),
  );
}

function cardRoute(app: FastifyInstance, ground: StatementGround, hubKey: Uint8Array): void {
  app.get<{ Params: { member: string }; Querystring: { secret: boolean } }>(
    '/v1/members/:member/card',
    {
      config: { permission: 'cards.show' },
      schema: {
        ...about('showCard', "What the member's card shows now; a till sends it as member.code"),
        params: MemberPath,
        querystring: schemas.CardQuery,
        response: { 200: schemas.CardBody },
      },
    },
    async ({ params, query, caller }) => {
      if (query.secret && !caller.may(SECRET)) throw permissionMissing(caller, SECRET);
      const { memberId } = await findMember(ground, params.member);
      const what = query.secret ? 'card secret' : 'card';
      const state = await notedRead(ground, { caller, what }, memberId, (client) =>
        stateOf(client, memberId),
      );
      const generation = state?.slices.card?.generation ?? 0;
      const secret = cardSecret(hubKey, { memberId, generation });
      const now = ground.clock.now();
      return {
        member: formatMemberId(memberId),
        content: showCard(secret, memberId, now),
        until: formatInstant((Math.floor(now / STEP_MS) + 1) * STEP_MS),
        generation,
        ...(query.secret && { secret: secret.toString('base64url') }),
      };
    },
  );
}

function about(operationId: string, summary: string): Record<string, TSchema | unknown> {
  return { operationId, summary, tags: ['coupons'], security: [{ key: [] }] };
}
