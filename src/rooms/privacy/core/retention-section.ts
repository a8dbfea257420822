import Type, { type Static } from 'typebox';
import { DurationText } from '../../program/index.ts';

const Kept = (description: string) =>
  Type.Optional(Type.Unsafe<string>({ ...DurationText, description }));

/** The `retention` section: how long what is no part of the books is kept. */
export const RetentionSection = Type.Object(
  {
    exports: Kept('Exports that lie ready: PT1H to P30D, P7D by default.'),
    dataRequests: Kept('Closed requests about data: P1Y to P10Y, P3Y by default.'),
    idempotency: Kept('Answers for repeated requests: P1D to P30D, P7D by default.'),
    uploads: Kept('Decided uploads of tills: P30D to P3Y, P180D by default.'),
    waiting: Kept('Refused returns that had waited: P30D to P3Y, P180D by default.'),
  },
  { additionalProperties: false },
);

export type RetentionDocument = Static<typeof RetentionSection>;
