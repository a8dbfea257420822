import Type, { type Static } from 'typebox';
import { Count, Id, Label, PeriodText } from '../../program/index.ts';
import { conditionProperties } from './conditions/catalogue.ts';
import { EARNINGS } from './earnings/catalogue.ts';

const strict = { additionalProperties: false };

/**
 * What happens when a budget no longer covers an award: pay what is left, nothing, or end the rule.
 */
const WhenShort = Type.Enum(['partial', 'refuse', 'stop']);

/** A lane: rules in it compete or add up by `choose`; lanes apply in the order of the document. */
export const Lane = Type.Object({ id: Id, choose: Type.Enum(['all', 'best', 'first']) }, strict);

/** A budget of points that several rules may share. */
export const Budget = Type.Object(
  { id: Id, name: Type.Optional(Label), points: Count, per: Type.Optional(PeriodText) },
  strict,
);

/**
 * One earning rule: on an event, when every condition holds, its earning is paid within its limits.
 */
export const Rule = Type.Object(
  {
    id: Id,
    name: Type.Optional(Label),
    on: Type.String({ minLength: 1, maxLength: 80, description: 'An event type.' }),
    lane: Type.Optional(Id),
    scope: Type.Optional(
      Type.Enum(['line', 'basket'], {
        description:
          'Which lines count: `line` those for which the line conditions hold; ' +
          '`basket` all lines, when at least one does.',
      }),
    ),
    ...conditionProperties(),
    earn: Type.Optional(
      Type.Union(EARNINGS.filter((one) => one.key === 'earn').map((one) => one.args)),
    ),
    multiply: Type.Optional(
      Type.Union(EARNINGS.filter((one) => one.key === 'multiply').map((one) => one.args)),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          perMember: Type.Array(
            Type.Union([
              Type.Object({ points: Count, per: PeriodText }, strict),
              Type.Object({ times: Count, per: PeriodText }, strict),
            ]),
            { minItems: 1, maxItems: 6 },
          ),
        },
        strict,
      ),
    ),
    budget: Type.Optional(
      Type.Union([
        Type.Object(
          { points: Count, per: Type.Optional(PeriodText), whenShort: WhenShort },
          strict,
        ),
        Type.Object({ use: Id, whenShort: WhenShort }, strict),
      ]),
    ),
    onReturn: Type.Optional(Type.Enum(['proportional', 'all', 'keep'])),
  },
  strict,
);

export const LanesSection = Type.Array(Lane, { minItems: 1, maxItems: 10 });
export const EarningSection = Type.Array(Rule, { maxItems: 300 });
export const BudgetsSection = Type.Array(Budget, { maxItems: 100 });

export type LaneDocument = Static<typeof Lane>;
export type BudgetDocument = Static<typeof Budget>;
export type RuleDocument = Static<typeof Rule> & Record<string, unknown>;
