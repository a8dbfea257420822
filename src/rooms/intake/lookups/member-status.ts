import { setStatuses } from '../../members/index.ts';
import type { Lookup } from './lookup.ts';

type Status = 'left' | 'active' | 'erased';

const STATUS: Readonly<Record<string, Status>> = {
  left: 'left',
  'came-back': 'active',
  erased: 'erased',
};

/** Notes with the member that it left, came back, or was erased. No decision looks at it. */
export const memberStatus: Lookup = {
  name: 'member-status',
  room: 'leaving',
  after({ kind }, { memberId }) {
    const status = STATUS[kind];
    return status === undefined ? null : new Map([[`${memberId}`, status]]);
  },
  save(client, rows) {
    const ids = [...rows.keys()].map(Number).sort((a, b) => a - b);
    return setStatuses(
      client,
      ids.map((id) => [id, rows.get(`${id}`) as Status] as const),
    );
  },
};
