import type { MemberChange } from '../../../events/index.ts';
import { earn } from '../earn.ts';
import { creditAwards } from './credit-earned.ts';
import { type Handler, refuse } from './handler.ts';

/** Attributes and tags one member may have. */
const ATTRIBUTES_MOST = 200;
const TAGS_MOST = 200;

/** Attributes and tags change; a rule may pay for it (a welcome present). */
export const memberChanged: Handler = (draft) => {
  const { attributes, tags, untag } = draft.fact.data as unknown as MemberChange;
  const { state } = draft;
  const changed = Object.entries({ ...state.attributes, ...attributes });
  state.attributes = Object.fromEntries(
    changed.filter((one): one is [string, string | number | boolean] => one[1] !== null),
  );
  const gone = new Set(untag);
  state.tags = [...new Set([...state.tags, ...tags])].filter((tag) => !gone.has(tag));
  if (state.tags.length > TAGS_MOST || Object.keys(state.attributes).length > ATTRIBUTES_MOST) {
    return refuse(
      'member_too_large',
      '/data',
      'A member has at most 200 tags and 200 attributes.',
      'Remove some first.',
    );
  }
  earn(draft, []);
  creditAwards(draft);
  return null;
};
