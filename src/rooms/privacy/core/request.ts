import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { Instant, Zone } from '../../../kernel/time.ts';

/** What a member can ask for. */
export const KINDS = ['access', 'export', 'erase', 'correct'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * `open`: somebody must act, or an export is being made. `ready`: it can be fetched. `done`,
 * `refused`: closed, with words. `expired`: an export that is gone.
 */
export type State = 'open' | 'ready' | 'done' | 'refused' | 'expired';

/** GDPR 12 (3): without undue delay, within a month; PIPL 50: in good time. */
const ANSWER_WITHIN = 'P1M';

/** Until when a request must be answered, as the program says. */
export function dueAt(
  document: Readonly<Record<string, unknown>> | null,
  zone: Pick<Zone, 'plus'>,
  askedAt: Instant,
): Instant {
  const { requests } = (document?.consent ?? {}) as { requests?: { answerWithin?: string } };
  return zone.plus(askedAt, parseDuration(requests?.answerWithin ?? ANSWER_WITHIN) as Duration);
}

/** Why a request cannot be closed so; null when it can. */
export function closeProblem(
  request: { readonly kind: Kind; readonly state: State },
  outcome: 'done' | 'refused',
  member: { readonly status: string } | undefined,
): Problem | null {
  if (request.state !== 'open' && request.state !== 'ready') {
    return {
      code: 'data_request_closed',
      path: '',
      detail: `This request is closed: ${request.state}.`,
      fix: 'Open a new one.',
    };
  }
  if (outcome === 'refused') return null;
  if (request.kind === 'export' && request.state === 'open') {
    return {
      code: 'data_request_not_done',
      path: '/outcome',
      detail: 'The export is still being made.',
      fix: 'Wait until it is ready.',
    };
  }
  if (request.kind !== 'erase' || member?.status === 'erased') return null;
  return {
    code: 'data_request_not_done',
    path: '/outcome',
    detail: 'The member has not been erased.',
    fix: 'Erase the member first, or refuse the request with a reason.',
  };
}
