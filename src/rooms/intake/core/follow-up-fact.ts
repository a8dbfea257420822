import type { Instant } from '../../../kernel/time.ts';
import type { Fact } from '../../events/index.ts';
import { formatMemberId } from '../../members/index.ts';

/** What a follow-up says, as its row keeps it. */
export interface FollowUpSaid {
  readonly id: string;
  readonly memberId: number;
  readonly type: string;
  readonly happenedAt: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The event that a follow-up becomes; the same row gives the same event, wherever it is read. */
export function factOfFollowUp({ id, memberId, type, happenedAt, data }: FollowUpSaid): Fact {
  return {
    source: 'hachi',
    id,
    type,
    identifiers: [{ kind: 'id', value: formatMemberId(memberId) }],
    to: [],
    happenedAt,
    channel: null,
    store: null,
    touchpoint: null,
    data,
    flags: [],
  };
}
