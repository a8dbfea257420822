import Type from 'typebox';
import { PERIODS } from '../../../kernel/period.ts';

/** The small schemas that every section of the document shares. */

/** An id inside the document: what rules, tiers and currencies are called. */
export const Id = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,39}$',
  description: 'Lower-case letters, digits and hyphens, at most 40.',
});

/** A name for people: one text, or one per language. */
export const Label = Type.Union([
  Type.String({ minLength: 1, maxLength: 80 }),
  Type.Object(
    {
      en: Type.String({ minLength: 1, maxLength: 80 }),
      zh: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    },
    { additionalProperties: false },
  ),
]);

/** An ISO 8601 duration of whole numbers, such as `P6M` or `PT24H`. */
export const DurationText = Type.String({
  pattern: '^P(?!$)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?$',
  maxLength: 30,
  description: 'An ISO 8601 duration of whole numbers, such as P6M, P7D or PT24H.',
});

/** A local calendar day, `YYYY-MM-DD`. */
export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** A local time of day, `HH:MM`. */
export const TimeText = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

/** Money as a decimal text in the program's currency. */
export const MoneyText = Type.String({ pattern: '^\\d{1,10}(\\.\\d{1,4})?$' });

/** A CEL expression; what it may name is in docs/reference/expressions.md. */
export const Expression = Type.String({ minLength: 1, maxLength: 2_000 });

/** A calendar period in the program's zone, over which something is counted. */
export const PeriodText = Type.Enum([...PERIODS]);

/** A positive whole number of points or pieces. */
export const Count = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 });
