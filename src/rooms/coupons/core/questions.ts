import type { Expressions, Facts } from '../../program/index.ts';
import type { Question } from './coupon.ts';
import type { MembersDocument, SharedDocument } from './section.ts';

/** What a campaign or a coupon asks of the member and the place, in the order of telling. */
export function compileQuestions(
  one: SharedDocument & { members?: MembersDocument | 'issued' },
  expressions: Expressions,
): Question[] {
  const found: Question[] = [];
  const holds = (source: string): ((facts: Facts) => boolean) => {
    const ask = expressions.bool(source);
    return (facts) => ask(facts) === true;
  };
  if (one.members !== undefined && one.members !== 'issued') {
    const { tags, when } = one.members;
    const wanted = new Set(tags);
    if (tags) {
      const ask = ({ member }: Facts) => member.tags.some((tag) => wanted.has(tag));
      found.push({ reason: 'coupon_not_yours', ask });
    }
    if (when) found.push({ reason: 'coupon_not_yours', ask: holds(when) });
  }
  if (one.stores) {
    const stores = new Set(one.stores);
    found.push({ reason: 'coupon_wrong_store', ask: ({ fact }) => stores.has(fact.store ?? '') });
  }
  if (one.channels) {
    const channels = new Set(one.channels);
    const ask = ({ fact }: Facts) => channels.has(fact.channel ?? '');
    found.push({ reason: 'coupon_wrong_channel', ask });
  }
  if (one.when) found.push({ reason: 'coupon_condition', ask: holds(one.when) });
  return found;
}
