import type { Problem } from '../../../kernel/problem.ts';
import {
  checkAudience,
  checkDays,
  checkGrants,
  checkMemberLimits,
  duplicateIds,
  type Expressions,
  type ProgramDocument,
  type Section,
} from '../../program/index.ts';
import { checkPrice } from './check-price.ts';
import { checkTerms } from './check-terms.ts';
import { describeReward } from './describe.ts';
import { type RewardDocument, RewardsSection } from './section.ts';

/** The `rewards` section of the program document. */
export const rewardsSection: Section = {
  name: 'rewards',
  noun: 'Reward',
  power: 'marketing',
  schema: RewardsSection,
  required: false,
  check(document, expressions) {
    const rewards = (document.rewards ?? []) as RewardDocument[];
    return [
      ...duplicateIds(rewards, 'reward', '/rewards'),
      ...rewards.flatMap((reward, index) =>
        checkReward(reward, `/rewards/${index}`, document, expressions),
      ),
    ];
  },
  describe: (_, item) => describeReward(item as RewardDocument),
};

function checkReward(
  reward: RewardDocument,
  path: string,
  document: ProgramDocument,
  expressions: Expressions,
): Problem[] {
  return [
    ...checkPrice(reward, document, path),
    ...checkGiven(reward, document, `${path}/gives`),
    ...checkAudience(reward, path, document, expressions, false),
    ...checkDays(reward.during, `${path}/during`),
    ...checkMemberLimits(reward.limits?.perMember, `${path}/limits/perMember`),
    ...checkTerms(reward, path),
  ];
}

/** A coupon that gives none, and points that buy their own currency. */
function checkGiven(
  { kind, gives, price }: RewardDocument,
  document: ProgramDocument,
  path: string,
): Problem[] {
  if (kind === 'coupon' && !gives?.some((grant) => 'coupon' in grant)) {
    const fix = 'Say which: `gives: [{ coupon: … }]`.';
    return [{ code: 'coupon_missing', path, detail: 'It gives no coupon.', fix }];
  }
  const circles = (gives ?? []).flatMap((grant, index) => {
    if (!('points' in grant) || grant.points !== price.points) return [];
    const detail = `It is paid for with ${grant.points} and gives them too.`;
    const at = `${path}/${index}/points`;
    return [{ code: 'gives_its_price', path: at, detail, fix: 'Lower the price instead.' }];
  });
  return [...checkGrants(gives ?? [], document, path), ...circles];
}
