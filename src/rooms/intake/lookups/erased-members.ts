import { eraseMembers } from '../../members/index.ts';
import type { Lookup } from './lookup.ts';

/** Destroys the keys and everything sealed of who is erased. No decision looks at it. */
export const erasedMembers: Lookup = {
  name: 'erased-members',
  room: 'leaving',
  after({ kind }, { memberId }) {
    return kind === 'erased' ? new Map([[`${memberId}`, true]]) : null;
  },
  save(client, rows) {
    return eraseMembers(
      client,
      [...rows.keys()].map(Number).sort((a, b) => a - b),
    );
  },
};
