import type { Problem } from '../../../kernel/problem.ts';
import {
  checkGrants,
  checkMemberLimits,
  duplicateIds,
  type Expressions,
  type Grant,
  type ProgramDocument,
  type Section,
} from '../../program/index.ts';
import { checkAssign } from './check-assign.ts';
import { checkGoal } from './check-goal.ts';
import { checkRounds } from './check-rounds.ts';
import { checkWindow } from './check-window.ts';
import { describeChallenge } from './describe.ts';
import {
  type BadgeDocument,
  BadgesSection,
  type ChallengeDocument,
  ChallengesSection,
} from './section.ts';

/** The `challenges` section of the program document. */
export const challengesSection: Section = {
  name: 'challenges',
  noun: 'Challenge',
  power: 'marketing',
  schema: ChallengesSection,
  required: false,
  check(document, expressions) {
    const all = (document.challenges ?? []) as ChallengeDocument[];
    return [
      ...duplicateIds(all, 'challenge', '/challenges'),
      ...all.flatMap((one, index) => checkOne(one, `/challenges/${index}`, document, expressions)),
    ];
  },
  describe: (_, item) => describeChallenge(item as ChallengeDocument),
};

/** The `badges` section of the program document. */
export const badgesSection: Section = {
  name: 'badges',
  noun: 'Badge',
  power: 'marketing',
  schema: BadgesSection,
  required: false,
  check: ({ badges }) => duplicateIds((badges ?? []) as BadgeDocument[], 'badge', '/badges'),
  describe(_, item) {
    const { name } = item as BadgeDocument;
    return typeof name === 'string' ? name : (name?.en ?? 'a badge');
  },
};

function checkOne(
  one: ChallengeDocument,
  path: string,
  document: ProgramDocument,
  expressions: Expressions,
): Problem[] {
  const grants = (list: readonly Grant[] | undefined, at: string): Problem[] =>
    list ? checkGrants(list, document, at) : [];
  return [
    ...checkGoal(one, path, document, expressions),
    ...checkWindow(one, path),
    ...checkAssign(one, path, expressions),
    ...checkRounds(one, path, document),
    ...checkMemberLimits(one.limits?.perMember, `${path}/limits/perMember`),
    ...grants(one.grants, `${path}/grants`),
    ...(one.stages ?? []).flatMap((stage, index) =>
      grants(stage.grants, `${path}/stages/${index}/grants`),
    ),
  ];
}
