import Type from 'typebox';
import { ChangeBody, SourceBody } from '../routes-schema.ts';

const strict = { additionalProperties: false };
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Powers = Type.Array(Type.Enum(['data', 'operations', 'marketing']));

export const ProposeBody = Type.Object(
  {
    ...SourceBody.properties,
    note: Type.Optional(Type.String({ maxLength: 500, description: 'Why, for the history.' })),
    effectiveFrom: Type.Optional(
      Type.String({ maxLength: 40, description: 'ISO 8601; when it is published by default.' }),
    ),
  },
  strict,
);

export const ProposalPath = Type.Object(
  { proposal: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) },
  strict,
);

export const ProposalsQuery = Type.Object(
  {
    state: Type.Enum(['open', 'all'], { default: 'open' }),
    limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
    before: Type.Integer({ minimum: 1, maximum: 2 ** 52, default: 2 ** 52 }),
  },
  strict,
);

export const ApproveBody = Type.Object(
  { revision: Type.Integer({ minimum: 1, description: 'The one that was looked at.' }) },
  strict,
);

export const RejectBody = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500, description: 'Why not; kept.' }) },
  strict,
);

export const ProposalBody = Type.Object(
  {
    id: Type.Integer(),
    revision: Type.Integer({ description: 'Counts the rebases; approvals are of one revision.' }),
    state: Type.Enum(['open', 'published', 'rejected']),
    base: Type.Integer({ description: 'The version that it was made from; 0 for none.' }),
    outdated: Type.Boolean({ description: 'Another version came since: rebase.' }),
    note: NullableText,
    effectiveFrom: NullableText,
    author: Type.String(),
    createdAt: Type.String(),
    changes: Type.Array(ChangeBody),
    needs: Powers,
    approvals: Type.Array(
      Type.Object({ power: Type.String(), by: Type.String(), at: Type.String() }),
    ),
    missing: Powers,
    version: Type.Union([Type.Integer(), Type.Null()], { description: 'What it became.' }),
    endedBy: NullableText,
    reason: NullableText,
  },
  { title: 'Proposal' },
);

export const ProposalsBody = Type.Object({
  proposals: Type.Array(ProposalBody),
  next: Type.Union([Type.Integer(), Type.Null()], { description: '`before` of the next page.' }),
});
