import Type, { type Static } from 'typebox';
import type { Problem } from '../../../kernel/problem.ts';
import { Id, type Section } from '../../program/index.ts';
import { MATCHING, type MatchTerms, STRONG } from './rules.ts';

const strict = { additionalProperties: false };

/** The `identity` section: how people who enrolled twice are found. */
const IdentitySection = Type.Object(
  {
    match: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Id,
            by: Type.Enum(['phone', 'email', 'card', 'app', 'device'], {
              description: 'The identifier that both have proved to be theirs.',
            }),
            needs: Type.Optional(
              Type.Array(Type.Enum(['name', 'birthday', 'address', 'device', 'second']), {
                description: 'All of these agree; `second` is another proved identifier.',
              }),
            ),
            unless: Type.Optional(
              Type.Array(Type.Enum(['name', 'birthday', 'identifier']), {
                description: 'None of these contradicts.',
              }),
            ),
            do: Type.Enum(['merge', 'review']),
          },
          strict,
        ),
        { maxItems: 50, description: 'In this order: the first that applies decides.' },
      ),
    ),
    reviewFrom: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, description: 'Shown to a person from this score.' }),
    ),
  },
  { ...strict, description: 'Who may be one person. Left out, a cautious list holds.' },
);

/** The section as written. */
export type IdentityDocument = Static<typeof IdentitySection>;

/** The `identity` section of the program document. */
export const identitySection: Section = {
  name: 'identity',
  noun: 'Matching',
  power: 'data',
  schema: IdentitySection,
  required: false,
  check(document) {
    const { match = [] } = (document.identity ?? {}) as IdentityDocument;
    return match.flatMap((rule, index) => weakAlone(rule, index));
  },
};

/** A device is a family's, or a shop's: it may point at two people, and never make them one. */
function weakAlone(rule: NonNullable<IdentityDocument['match']>[number], index: number): Problem[] {
  if (rule.do !== 'merge' || STRONG.has(rule.by)) return [];
  return [
    {
      code: 'match_by_weak',
      path: `/identity/match/${index}/by`,
      detail: `"${rule.by}" is no proof of a person: it may be shared.`,
      fix: 'Write `do: review`, or match by phone, email, card or app.',
    },
  ];
}

/** How the program matches; what it leaves out holds as it is. */
export function termsOf(document: IdentityDocument | null): MatchTerms {
  const { match, reviewFrom = MATCHING.reviewFrom } = document ?? {};
  if (!match) return { ...MATCHING, reviewFrom };
  const rules = match.map(({ needs = [], unless = [], ...rule }) => ({ ...rule, needs, unless }));
  return { rules, reviewFrom };
}
