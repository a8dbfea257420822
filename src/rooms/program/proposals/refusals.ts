import { Rejection, reject } from '../../../kernel/problem.ts';
import type { Power } from '../core/proposals/powers-touched.ts';
import type { ProposalRow } from './store.ts';

/** What is said when a proposal cannot be what somebody wants. */
export const refusals = {
  unknown: (id: number) =>
    reject(404, {
      code: 'proposal_unknown',
      path: '',
      detail: `There is no proposal ${id}.`,
      fix: 'GET /v1/program/proposals lists them.',
    }),
  empty: () =>
    reject(422, {
      code: 'proposal_empty',
      path: '',
      detail: 'The document says the same as the newest version.',
      fix: 'Change something, or leave it as it is.',
    }),
  tooMany: (most: number) =>
    reject(409, {
      code: 'proposals_too_many',
      path: '',
      detail: `There are ${most} open proposals.`,
      fix: 'Publish or reject some first.',
    }),
  over: ({ state, endedBy }: ProposalRow) =>
    reject(409, {
      code: 'proposal_over',
      path: '',
      detail: `It was ${state} by ${endedBy}.`,
      fix: 'Make a new proposal.',
    }),
  changed: ({ revision }: ProposalRow) =>
    reject(409, {
      code: 'proposal_changed',
      path: '/revision',
      detail: `It is at revision ${revision} now.`,
      fix: 'Look at it again, then approve what you have seen.',
    }),
  outdated: ({ id, base }: ProposalRow) =>
    reject(409, {
      code: 'proposal_outdated',
      path: '',
      detail: `It was made from version ${base}, and another version has been published since.`,
      fix: `POST /v1/program/proposals/${id}/rebase brings it up to the newest version.`,
    }),
  approvalsMissing: (powers: readonly Power[]) =>
    reject(409, {
      code: 'approvals_missing',
      path: '',
      detail: `It waits for ${powers.join(' and ')}.`,
      fix: 'Ask operators of these powers: POST /v1/program/proposals/{id}/approve.',
    }),
  conflicts: (paths: readonly string[]) =>
    new Rejection(
      409,
      paths.slice(0, 50).map((path) => ({
        code: 'proposal_conflicts',
        path,
        detail: 'The newest version and this proposal have changed the same thing differently.',
        fix: 'Send the rebase with a `document` or `text` that says what it shall be.',
      })),
    ),
} as const;
