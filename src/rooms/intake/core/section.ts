import Type, { type Static } from 'typebox';
import { DurationText } from '../../program/index.ts';

/** The `intake` section: who is recognised, and how late is too late. */
export const IntakeSection = Type.Object(
  {
    /** Identifier kinds in the order in which they are tried. */
    identify: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }), { minItems: 1, maxItems: 12 }),
    ),
    /** Country of phone numbers that come without a country code, ISO 3166. */
    country: Type.Optional(
      Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166, two letters, such as CN.' }),
    ),
    /** A member nobody has seen: made on the spot, or refused. */
    unknown: Type.Optional(Type.Enum(['enrol', 'refuse'])),
    /** How long a purchase without a member may be claimed. */
    claimWithin: Type.Optional(DurationText),
    /** How old an event may be when it arrives. */
    acceptWithin: Type.Optional(DurationText),
    /** How long after the purchase a return still moves points. */
    returnWithin: Type.Optional(DurationText),
    /** How long a return may wait for its purchase. */
    parkFor: Type.Optional(DurationText),
    /** How far a till's clock may run ahead before it is set back and flagged. */
    clockAhead: Type.Optional(DurationText),
  },
  { additionalProperties: false },
);

export type IntakeDocument = Static<typeof IntakeSection>;
