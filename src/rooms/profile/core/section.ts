import Type, { type Static } from 'typebox';
import { Label } from '../../program/index.ts';

const strict = { additionalProperties: false };

/** Why it is asked, in words for the member. */
const Purpose = Type.Unsafe<string | { readonly en: string; readonly zh?: string }>({
  ...Label,
  description: 'Why it is asked, in words for the member.',
});

const Required = Type.Optional(
  Type.Boolean({ description: 'Nobody is enrolled by member.enrolled without it.' }),
);

const Field = Type.Object(
  {
    keep: Type.Enum(['sealed', 'trait'], {
      description:
        'sealed: says who somebody is; it lies in the vault, and no rule sees it. ' +
        'trait: rules may look at it; it lies with the member in the clear.',
    }),
    purpose: Purpose,
    required: Required,
    format: Type.Optional(
      Type.Enum(['text', 'date', 'month-day', 'phone', 'email'], {
        description: 'What a value looks like; text by default.',
      }),
    ),
    oneOf: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
        description: 'The only values of a trait.',
      }),
    ),
  },
  strict,
);

const IdentifierAsked = Type.Object({ purpose: Purpose, required: Required }, strict);

/** The `profile` section: what is asked of members, and why. */
export const ProfileSection = Type.Object(
  {
    fields: Type.Record(Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9_]{0,39}$' }), Field, {
      ...strict,
      maxProperties: 50,
    }),
    identifiers: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][a-zA-Z0-9_-]{0,39}$' }), IdentifierAsked, {
        ...strict,
        maxProperties: 20,
        description: 'Kinds of identifiers that are asked for at enrolment, and why.',
      }),
    ),
  },
  strict,
);

export type ProfileDocument = Static<typeof ProfileSection>;
