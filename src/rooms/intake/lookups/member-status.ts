import { setStatuses } from '../../members/index.ts';
import type { Lookup } from './lookup.ts';

/** Notes with the member that it has left, or has come back. No decision looks at it. */
export const memberStatus: Lookup = {
  name: 'member-status',
  room: 'leaving',
  after({ kind }, { memberId }) {
    if (kind !== 'left' && kind !== 'came-back') return null;
    return new Map([[`${memberId}`, kind === 'left' ? 'left' : 'active']]);
  },
  save(client, rows) {
    const ids = [...rows.keys()].map(Number).sort((a, b) => a - b);
    return setStatuses(
      client,
      ids.map((id) => [id, rows.get(`${id}`) === 'left' ? 'left' : 'active'] as const),
    );
  },
};
