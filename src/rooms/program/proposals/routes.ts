import type { Static } from 'typebox';
import { formatInstant, type Instant } from '../../../kernel/time.ts';
import type { HttpServer } from '../../../platform/http/server.ts';
import { SourceBody } from '../routes-schema.ts';
import { momentOf, sourceOf } from '../source-of.ts';
import type { Proposal, Proposals } from './proposals.ts';
import {
  ApproveBody,
  ProposalBody,
  ProposalPath,
  ProposalsBody,
  ProposalsQuery,
  ProposeBody,
  RejectBody,
} from './schema.ts';

const URL = '/v1/program/proposals';
const response = { 200: ProposalBody };
const params = ProposalPath;

/** `/v1/program/proposals`: changes that wait for the powers whose sections they touch. */
export function proposalRoutes(app: HttpServer, proposals: Proposals): void {
  addReading(app, proposals);
  addMaking(app, proposals);
  addDeciding(app, proposals);
}

function addReading(app: HttpServer, proposals: Proposals): void {
  const config = { permission: 'program.read' };
  const list = { querystring: ProposalsQuery, response: { 200: ProposalsBody } };
  const listed = { ...about('listProposals', 'Proposed changes, newest first'), ...list };
  app.get(URL, { config, schema: listed }, async ({ query }) => {
    const { state, limit, before } = query;
    const found = await proposals.list({ open: state === 'open', before, limit });
    const next = found.length < limit ? null : (found.at(-1)?.id ?? null);
    return { proposals: found.map(told), next };
  });
  const one = { ...about('getProposal', 'One proposal: what it changes, who must approve') };
  const schema = { ...one, params, response };
  app.get(`${URL}/:proposal`, { config, schema }, async ({ params: { proposal } }) =>
    told(await proposals.read(proposal)),
  );
}

function addMaking(app: HttpServer, proposals: Proposals): void {
  const config = { permission: 'program.propose' };
  const propose = about('proposeProgram', 'Propose a change; it waits for the powers it touches');
  app.post(
    URL,
    { config, schema: { ...propose, body: ProposeBody, response: { 201: ProposalBody } } },
    async ({ body, caller }, reply) => {
      const effectiveFrom = momentOf(body.effectiveFrom) ?? null;
      const said = { note: body.note ?? null, effectiveFrom };
      const { note: _, effectiveFrom: __, ...source } = body;
      reply.code(201);
      return told(await proposals.propose(sourceOf(source), said, caller));
    },
  );
  const rebase = about('rebaseProposal', 'Bring a proposal up to the newest version');
  app.post(
    `${URL}/:proposal/rebase`,
    { config, schema: { ...rebase, params, body: SourceBody, response } },
    async ({ params: { proposal }, body, caller }) => {
      const isMerge = body.document === undefined && body.text === undefined;
      return told(await proposals.rebase(proposal, isMerge ? null : sourceOf(body), caller));
    },
  );
}

function addDeciding(app: HttpServer, proposals: Proposals): void {
  const config = { permission: 'program.approve' };
  const approve = about('approveProposal', 'Approve it for the powers that one answers for');
  app.post(
    `${URL}/:proposal/approve`,
    { config, schema: { ...approve, params, body: ApproveBody, response } },
    async ({ params: { proposal }, body, caller }) =>
      told(await proposals.approve(proposal, body.revision, caller)),
  );
  const reject = about('rejectProposal', 'Say no for a power, or take back what is one’s own');
  app.post(
    `${URL}/:proposal/reject`,
    {
      config: { permission: 'program.propose' },
      schema: { ...reject, params, body: RejectBody, response },
    },
    async ({ params: { proposal }, body, caller }) =>
      told(await proposals.reject(proposal, body.reason, caller)),
  );
  const publish = about('publishProposal', 'Publish what every power it touches has approved');
  app.post(
    `${URL}/:proposal/publish`,
    { config: { permission: 'program.publish' }, schema: { ...publish, params, response } },
    async ({ params: { proposal }, caller }) => told(await proposals.publish(proposal, caller)),
  );
}

function told(proposal: Proposal): Static<typeof ProposalBody> {
  const { id, revision, state, base, outdated, note, author, version, endedBy, reason } = proposal;
  const moment = (at: Instant | null) => (at === null ? null : formatInstant(at));
  return {
    ...{ id, revision, state, base, outdated, note, author, version, endedBy, reason },
    effectiveFrom: moment(proposal.effectiveFrom),
    createdAt: formatInstant(proposal.createdAt),
    changes: [...proposal.changes],
    needs: [...proposal.needs],
    missing: [...proposal.missing],
    approvals: proposal.approvals.map(({ at, ...one }) => ({ ...one, at: formatInstant(at) })),
  };
}

function about(operationId: string, summary: string) {
  return { operationId, summary, tags: ['program'], security: [{ key: [] }] };
}
