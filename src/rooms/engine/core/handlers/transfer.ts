import type { FactData } from '../../../events/index.ts';
import { credit, debit } from '../../../points/index.ts';
import { touch } from './credit-earned.ts';
import { type Handler, refuse } from './handler.ts';
import { currencyOf, insufficient } from './points-change.ts';

/**
 * Points from one member to another, in one transaction. Each part arrives with the end it had:
 * passing points on does not make them live longer.
 */
export const pointsTransfer: Handler = (draft, { other }) => {
  const data = draft.fact.data as unknown as FactData['points.transfer'];
  const found = currencyOf(draft, data.currency);
  if ('refusal' in found) return found.refusal;
  const { currency } = found;
  if (!currency.transfer) {
    return refuse(
      'transfer_not_allowed',
      '/data/currency',
      `The program does not let members pass "${currency.id}" on.`,
      'Allow it with `transfer: true` in the program, or use a goodwill credit.',
    );
  }
  if (!other) {
    return refuse(
      'transfer_to_self',
      '/to',
      'The giver and the receiver are the same member.',
      'Name another member.',
    );
  }
  const parts = debit(draft.wallet(currency), draft.journal, {
    currency: currency.id,
    amount: data.amount,
    to: 'transfer',
    at: draft.at,
    overdraft: 0,
  });
  if (!parts) return insufficient(draft, currency, data.amount);
  touch(other, currency);
  for (const part of parts) {
    credit(other.wallet(currency), other.journal, {
      currency: currency.id,
      amount: part.amount,
      from: 'transfer',
      kind: part.lot.startsWith('g') ? 'goodwill' : 'earned',
      at: draft.at,
      now: draft.at,
      activeAt: draft.at,
      endsAt: part.endsAt,
      eventNo: other.state.no,
    });
  }
  draft.count(currency.id, 'sent', data.amount);
  other.count(currency.id, 'received', data.amount);
  return null;
};
