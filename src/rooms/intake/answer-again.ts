import { readDecision } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import { type Answer, answerOf, claimAnswer } from './core/answer.ts';
import { keyName, type Loaded } from './loaded.ts';
import type { KnownKey, StoredEvent } from './store.ts';
import type { Ticket } from './ticket.ts';

/** The first answer, read from the event; that of a claim tells what the purchase earned. */
export function answerAgain(
  ticket: Ticket,
  event: StoredEvent,
  key: KnownKey,
  { keys }: Loaded,
): Answer {
  const member = { id: formatMemberId(key.memberId), no: key.no };
  const answer = answerOf(event, member, readDecision(event.decision), true);
  if (event.type !== 'purchase.claimed' || !ticket.purchase) return answer;
  const { source, id } = ticket.purchase;
  const claimed = keys.get(keyName(source, id))?.event;
  if (!claimed) return answer;
  return claimAnswer(answer, answerOf(claimed, member, readDecision(claimed.decision), true));
}
