import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import { transaction } from '../../platform/db/pool.ts';
import { actorOf } from '../../platform/http/caller.ts';
import { type MemberRow, parseMemberId } from '../members/index.ts';
import * as benefits from './benefits-schema.ts';
import * as challenges from './challenges-schema.ts';
import { ConsentsBody } from './consents-schema.ts';
import { findMember } from './find-member.ts';
import type { StatementGround, Statements } from './ground.ts';
import { LeavingBody } from './leaving-schema.ts';
import { momentOfQuery } from './moment-of-query.ts';
import { notedRead, noteReads } from './noted-read.ts';
import { readBalances } from './read-balances.ts';
import { readBenefitFigures, readBenefits } from './read-benefits.ts';
import { readChallenges, readLeaderboard } from './read-challenges.ts';
import { readConsents } from './read-consents.ts';
import { readEvent } from './read-event.ts';
import { type PageQuery as PageAsked, readEntries, readEvents } from './read-history.ts';
import { readLeaving } from './read-leaving.ts';
import { readLots } from './read-lots.ts';
import { readMembers } from './read-members.ts';
import { readReferralReviews } from './read-referral-reviews.ts';
import { readReferrals } from './read-referrals.ts';
import { readCatalogue, readRedeemable, readRedemptions } from './read-rewards.ts';
import { readSummary } from './read-summary.ts';
import { readTiers } from './read-tiers.ts';
import { readWhy } from './read-why.ts';
import * as rewards from './rewards-schema.ts';
import * as schemas from './routes-schema.ts';

/** Answers are written as they are: their schemas are for readers. */
const serializerCompiler = () => (data: unknown) => JSON.stringify(data);

/** Adds every route that reads members, points, tiers and events. */
export function statementRoutes(app: FastifyInstance, ground: StatementGround): void {
  addMembers(app, ground);
  for (const read of OF_MEMBER) addOfMember(app, ground, read);
  addEvent(app, ground);
  addSummary(app, ground);
  addReferralReviews(app, ground);
  addBenefitFigures(app, ground);
  addLeaderboard(app, ground);
  addCatalogue(app, ground);
}

/** One read of one member. */
interface OfMember {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly query: TObject;
  readonly answer: TObject;
  read(ground: Statements, member: MemberRow, query: unknown): Promise<unknown>;
}

const OF_MEMBER: readonly OfMember[] = [
  {
    path: '/balances',
    operationId: 'getBalances',
    summary: 'By currency: active, pending, held, and what ends next; at any moment',
    tag: 'points',
    query: schemas.AtQuery,
    answer: schemas.BalancesBody,
    read: (ground, { memberId }, query) => {
      const { at } = query as { at?: string };
      return readBalances(ground, memberId, momentOfQuery(at, ground.clock.now()));
    },
  },
  {
    path: '/lots',
    operationId: 'listLots',
    summary: 'Lots with what came in, went out and is left, and the events that filled them',
    tag: 'points',
    query: schemas.LotsQuery,
    answer: schemas.LotsBody,
    read: (ground, { memberId }, query) =>
      readLots(ground, memberId, (query as { all: boolean }).all),
  },
  {
    path: '/entries',
    operationId: 'listEntries',
    summary: 'Movements of points, newest first',
    tag: 'points',
    query: schemas.EntriesQuery,
    answer: schemas.EntriesBody,
    read: (ground, { memberId }, query) =>
      readEntries(ground, memberId, query as PageAsked & { currency?: string }),
  },
  {
    path: '/events',
    operationId: 'listMemberEvents',
    summary: "The member's history, newest first",
    tag: 'events',
    query: schemas.PageQuery,
    answer: schemas.EventsBody,
    read: (ground, { memberId }, query) => readEvents(ground, memberId, query as PageAsked),
  },
  {
    path: '/tiers',
    operationId: 'getTiers',
    summary: 'Level in each set, progress to the next, what keeps it and by when',
    tag: 'tiers',
    query: schemas.NoQuery,
    answer: schemas.TiersBody,
    read: (ground, { memberId }) => readTiers(ground, memberId, ground.clock.now()),
  },
  {
    path: '/benefits',
    operationId: 'getBenefits',
    summary: 'What the member may use: granted windows and standing rights; at any moment to come',
    tag: 'benefits',
    query: schemas.AtQuery,
    answer: benefits.BenefitsBody,
    read: (ground, { memberId }, query) => {
      const { at } = query as { at?: string };
      return readBenefits(ground, memberId, momentOfQuery(at, ground.clock.now()));
    },
  },
  {
    path: '/rewards',
    operationId: 'listRedeemable',
    summary: 'The catalogue for one member: redeemable now, nearly, and what is missing',
    tag: 'rewards',
    query: rewards.RedeemableQuery,
    answer: rewards.RedeemableBody,
    read: (ground, { memberId }, query) => {
      const { store = null, channel = null } = query as { store?: string; channel?: string };
      return readRedeemable(ground, memberId, { store, channel });
    },
  },
  {
    path: '/redemptions',
    operationId: 'listRedemptions',
    summary: 'Redemptions that are not over, newest first',
    tag: 'rewards',
    query: schemas.NoQuery,
    answer: rewards.RedemptionsBody,
    read: (ground, { memberId }) => readRedemptions(ground, memberId),
  },
  {
    path: '/referrals',
    operationId: 'getReferrals',
    summary: 'Codes and links, friends who came and counted, and the progress bar',
    tag: 'referrals',
    query: schemas.NoQuery,
    answer: schemas.ReferralsBody,
    read: (ground, { memberId }) => readReferrals(ground, memberId, ground.clock.now()),
  },
  {
    path: '/challenges',
    operationId: 'getChallenges',
    summary: 'Challenges: open with progress, available, nearly done, done; and badges',
    tag: 'challenges',
    query: schemas.NoQuery,
    answer: challenges.ChallengesBody,
    read: (ground, { memberId }) => readChallenges(ground, memberId, ground.clock.now()),
  },
  {
    path: '/consents',
    operationId: 'getConsents',
    summary: 'What the member agrees to, by purpose and channel; the history with its proofs',
    tag: 'consents',
    query: schemas.NoQuery,
    answer: ConsentsBody,
    read: (ground, { memberId }) => readConsents(ground, memberId),
  },
  {
    path: '/leaving',
    operationId: 'previewLeaving',
    summary: 'What leaving would do: what is lost, donated, paid out; and what to confirm',
    tag: 'members',
    query: schemas.AtQuery,
    answer: LeavingBody,
    read: (ground, { memberId }, query) => {
      const { at } = query as { at?: string };
      return readLeaving(ground, memberId, momentOfQuery(at, ground.clock.now()));
    },
  },
  {
    path: '/points/why',
    operationId: 'explainBalance',
    summary: 'How a balance came about: by cause, by rule, and the last movements',
    tag: 'points',
    query: schemas.WhyQuery,
    answer: schemas.WhyBody,
    read: (ground, { memberId }, query) =>
      readWhy(ground, memberId, (query as { currency: string }).currency),
  },
];

function addOfMember(app: FastifyInstance, ground: StatementGround, route: OfMember): void {
  const { operationId, summary, tag, query, answer } = route;
  const schema = {
    ...about(operationId, summary, tag),
    params: schemas.MemberPath,
    querystring: query,
    response: { 200: answer },
  };
  const url = `/v1/members/:member${route.path}`;
  const config = { permission: 'members.read' };
  app.get(url, { config, schema, serializerCompiler }, async (request: FastifyRequest) => {
    const member = await findMember(ground, (request.params as { member: string }).member);
    const { caller } = request;
    const what = route.path.slice(1);
    return notedRead(ground, { caller, what }, member.memberId, (client) =>
      route.read({ ...ground, pool: client }, member, request.query),
    );
  });
}

function addMembers(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    ...about(
      'listMembers',
      'Members by identifier (?phone=, ?card=, …), or all in pages',
      'members',
    ),
    querystring: schemas.MembersQuery,
    response: { 200: schemas.MembersBody },
  };
  const config = { permission: 'members.read' };
  app.get('/v1/members', { config, schema, serializerCompiler }, ({ caller, query }) =>
    transaction(ground.pool, async (client) => {
      const inside = { ...ground, pool: client };
      const answer = await readMembers(inside, query as Record<string, unknown>);
      const ids = answer.items.flatMap(({ id }) => parseMemberId(id) ?? []);
      await noteReads(ground.audit, client, { caller, what: 'list' }, ids);
      return answer;
    }),
  );
}

function addEvent(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    ...about('getEvent', 'One event: the decision, its movements, and why, in words', 'events'),
    params: schemas.EventPath,
    querystring: schemas.NoQuery,
    response: { 200: schemas.EventBody },
  };
  const config = { permission: 'events.read' };
  app.get('/v1/events/:source/:id', { config, schema, serializerCompiler }, (request) => {
    const { source, id } = request.params as { source: string; id: string };
    const actor = actorOf(request.caller);
    return transaction(ground.pool, async (client) => {
      const event = await readEvent({ ...ground, pool: client }, source, id);
      const subject = 'member' in event ? event.member : null;
      const detail = { source, id };
      await ground.audit.note(client, [{ actor, action: 'events.read', subject, detail }]);
      return event;
    });
  });
}

function addSummary(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    ...about('getPointsSummary', 'What all members have, by currency; at any moment', 'points'),
    querystring: schemas.AtQuery,
    response: { 200: schemas.SummaryBody },
  };
  const config = { permission: 'statements.read' };
  app.get('/v1/points/summary', { config, schema, serializerCompiler }, (request) => {
    const { at } = request.query as { at?: string };
    return readSummary(ground, momentOfQuery(at, ground.clock.now()));
  });
}

function addBenefitFigures(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    ...about('getBenefitFigures', 'One benefit over all members: granted, seen, used', 'benefits'),
    params: benefits.BenefitPath,
    querystring: schemas.NoQuery,
    response: { 200: benefits.BenefitFiguresBody },
  };
  const config = { permission: 'statements.read' };
  app.get('/v1/benefits/:benefit/figures', { config, schema, serializerCompiler }, (request) =>
    readBenefitFigures(ground, (request.params as { benefit: string }).benefit),
  );
}

function addCatalogue(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    ...about('listRewards', 'The catalogue of rewards, with the units that are left', 'rewards'),
    querystring: schemas.NoQuery,
    response: { 200: rewards.CatalogueBody },
  };
  const config = { permission: 'rewards.read' };
  app.get('/v1/rewards', { config, schema, serializerCompiler }, () => readCatalogue(ground));
}

function addReferralReviews(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    ...about('listReferralReviews', 'Referrals that are held, oldest first', 'referrals'),
    querystring: schemas.ReviewsQuery,
    response: { 200: schemas.ReviewsBody },
  };
  const config = { permission: 'referrals.review' };
  app.get('/v1/referrals/reviews', { config, schema, serializerCompiler }, (request) => {
    const query = request.query as { state: 'open' | 'done'; limit: number };
    return transaction(ground.pool, async (client) => {
      const answer = await readReferralReviews({ ...ground, pool: client }, query);
      const members = answer.reviews.flatMap(({ friend }) => parseMemberId(friend) ?? []);
      const reading = { caller: request.caller, what: 'referral review' };
      await noteReads(ground.audit, client, reading, members);
      return answer;
    });
  });
}

function addLeaderboard(app: FastifyInstance, ground: StatementGround): void {
  const schema = {
    ...about('getLeaderboard', 'Who is ahead, among those who agreed to be shown', 'challenges'),
    params: challenges.ChallengePath,
    querystring: challenges.LeaderboardQuery,
    response: { 200: challenges.LeaderboardBody },
  };
  app.get(
    '/v1/challenges/:challenge/leaderboard',
    { config: { permission: 'challenges.read' }, schema, serializerCompiler },
    async (request) => {
      const { challenge } = request.params as { challenge: string };
      const { member } = request.query as { member?: string };
      const me = member === undefined ? null : await findMember(ground, member);
      return readLeaderboard(ground, challenge, me?.memberId ?? null);
    },
  );
}

function about(operationId: string, summary: string, tag: string) {
  return { operationId, summary, tags: [tag], security: [{ key: [] }] };
}
