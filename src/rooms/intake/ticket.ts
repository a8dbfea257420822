import { hash } from 'node:crypto';
import type { Problem } from '../../kernel/problem.ts';
import type { Vault } from '../../platform/vault/index.ts';
import type { Refusal } from '../engine/index.ts';
import { type Fact, HAPPENED_AT_RECEIVED, purchaseNamedBy, receiptOf } from '../events/index.ts';
import type { Answer } from './core/answer.ts';
import { statusOf } from './core/refusals.ts';

/** What becomes of one submitted event. */
export type Result =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly status: number; readonly problems: readonly Problem[] };

/** The result of an event that is refused. */
export function refused(refusal: Refusal): Result {
  return { ok: false, status: statusOf(refusal.code), problems: [refusal] };
}

/** An event on its way through the intake. */
export interface Ticket {
  readonly fact: Fact;
  /** SHA-256 of the fact, hex: the same id with another hash is another event. */
  readonly hash: string;
  /** Members (or identifiers not resolved yet) that no other batch may hold meanwhile. */
  readonly parties: readonly string[];
  /** The purchase it names, with receipts already turned into their key. */
  readonly purchase: { readonly source: string; readonly id: string } | null;
  readonly receipt: string | null;
  /** An event of the hub itself, which has a row among those that wait for their turn. */
  readonly followUp?: true;
  /** Whose doing it is, as the access log says it; the hub's own when nobody is named. */
  readonly by?: string;
  /** Why it is refused, unless it is known already: then it gets its first answer. */
  readonly refusal?: Refusal;
  readonly done: (result: Result) => void;
  readonly failed: (error: Error) => void;
}

/**
 * A ticket for a fact.
 *
 * @param said the fact before the catalogue added to it: a change of the catalogue between an event
 * and its retry must not make the retry another event.
 * @param vault keys the hash of what is personal: nobody can guess a name or a birth date from it.
 */
export function ticketFor(
  fact: Fact,
  said: Fact,
  done: Ticket['done'],
  failed: Ticket['failed'],
  vault?: Vault,
): Ticket {
  const purchase = purchaseNamedBy(fact);
  return {
    fact,
    hash: contentHash(said, vault),
    parties: partiesOf(fact, purchase),
    purchase,
    receipt: receiptOf(fact),
    done,
    failed,
  };
}

function partiesOf(fact: Fact, purchase: Ticket['purchase']): string[] {
  const parties: string[] = [];
  const [member] = fact.identifiers;
  if (member) parties.push(`${member.kind}\n${member.value}`);
  else if (purchase) parties.push(`purchase\n${purchase.source}\n${purchase.id}`);
  const [receiver] = fact.to;
  if (receiver) parties.push(`${receiver.kind}\n${receiver.value}`);
  return parties;
}

/**
 * Equal content gives an equal hash. An event that did not say when it happened got the moment of
 * its arrival, which a retry does not share: that moment does not count.
 */
function contentHash(fact: Fact, vault: Vault | undefined): string {
  const said = fact.flags.includes(HAPPENED_AT_RECEIVED) ? { ...fact, happenedAt: 0 } : fact;
  const text = JSON.stringify(said);
  if (fact.personal && vault) return vault.blind('content of an event', text).toString('hex');
  return hash('sha256', text, 'hex').slice(0, 32);
}
