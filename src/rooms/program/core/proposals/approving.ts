import { type Rejection, reject } from '../../../../kernel/problem.ts';
import type { Power } from './powers-touched.ts';

/** Who looks at a proposal, as far as approving asks. */
export interface Approver {
  readonly kind: string;
  /** As it is written down, such as `operator:3`. */
  readonly actor: string;
  may(permission: string): boolean;
}

/** What approving needs to know of a proposal. */
export interface Approvable {
  readonly author: string;
  /** Who made the key that proposed it; null when a person did. */
  readonly authorFor: string | null;
  /** The powers that its changes touch. */
  readonly needs: readonly Power[];
}

/**
 * The powers for which somebody may approve a proposal. The author never does, nor who made the
 * author's key: each power is another pair of eyes.
 * @throws {Rejection} 403 for who may not approve any of it.
 */
export function powersToApprove(proposal: Approvable, approver: Approver): Power[] {
  if (approver.kind !== 'operator') throw ofPeople();
  if ([proposal.author, proposal.authorFor].includes(approver.actor)) throw byAuthor();
  const powers = proposal.needs.filter((power) => approver.may(`program.approve.${power}`));
  if (powers.length === 0) throw otherPower(proposal.needs);
  return powers;
}

function ofPeople(): Rejection {
  return reject(403, {
    code: 'approval_of_people',
    path: '',
    detail: 'Only a person who has signed in approves.',
    fix: 'Sign in as an operator; the administrator publishes with a reason: PUT /v1/program.',
  });
}

function byAuthor(): Rejection {
  return reject(403, {
    code: 'approval_by_author',
    path: '',
    detail: 'Nobody approves what they have proposed themselves.',
    fix: 'Ask another operator of the same power.',
  });
}

function otherPower(needs: readonly Power[]): Rejection {
  return reject(403, {
    code: 'permission_missing',
    path: '',
    detail: `This waits for ${needs.join(' and ')}, and you do not answer for it.`,
    fix: `Ask an operator with ${needs.map((power) => `program.approve.${power}`).join(', ')}.`,
  });
}
