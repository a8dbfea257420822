import { setMergedInto } from '../../members/index.ts';
import type { Lookup } from './lookup.ts';

/** Notes into whom a member was merged, or that this was undone. No decision looks at it. */
export const mergedMembers: Lookup = {
  name: 'merged-members',
  room: 'identity',
  after({ kind, into }, { memberId }) {
    if (kind !== 'merged' && kind !== 'unmerged') return null;
    return new Map([[`${memberId}`, kind === 'merged' ? Number(into) : null]]);
  },
  save(client, rows) {
    const ids = [...rows.keys()].map(Number).sort((a, b) => a - b);
    return setMergedInto(
      client,
      ids.map((id) => [id, (rows.get(`${id}`) ?? null) as number | null] as const),
    );
  },
};
