import Type from 'typebox';
import { KINDS } from './core/request.ts';

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);
const strict = { additionalProperties: false };
const Kind = Type.Enum([...KINDS]);
const STATES = ['open', 'ready', 'done', 'refused', 'expired'] as const;
const State = Type.Enum([...STATES]);
const Reason = Type.Optional(
  Type.String({ minLength: 1, maxLength: 500, description: 'In words; name nobody.' }),
);

export const RequestBody = Type.Object(
  {
    id: Text,
    member: Text,
    kind: Kind,
    state: State,
    askedAt: Text,
    dueAt: Type.String({ description: 'Until when it must be answered.' }),
    overdue: Type.Boolean(),
    askedBy: Text,
    closedAt: NullableText,
    closedBy: NullableText,
    reason: NullableText,
    until: Type.Union([Type.String(), Type.Null()], {
      description: 'Until when an export can be fetched.',
    }),
  },
  { title: 'DataRequest' },
);
export const RequestsBody = Type.Object({ requests: Type.Array(RequestBody), next: NullableText });
export const RequestPath = Type.Object({ request: Type.String({ pattern: '^req_\\d{1,15}$' }) });
export const AskBody = Type.Object(
  {
    member: Type.String({ description: 'mem_7, or kind and value: card:6001.', maxLength: 300 }),
    kind: Kind,
    reason: Reason,
  },
  strict,
);
export const CloseBody = Type.Object(
  { outcome: Type.Enum(['done', 'refused']), reason: Reason },
  strict,
);
export const ListQuery = Type.Object(
  {
    state: Type.Optional(State),
    kind: Type.Optional(Kind),
    after: Type.Optional(RequestPath.properties.request),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  },
  strict,
);
export const FetchQuery = Type.Object(
  {
    as: Type.Enum(['json', 'html'], { default: 'json' }),
    language: Type.Enum(['en', 'zh'], { default: 'en' }),
  },
  strict,
);
export const RetentionBody = Type.Object({
  kinds: Type.Array(
    Type.Object({
      kind: Text,
      about: Text,
      keptFor: Text,
      least: Text,
      most: Text,
      before: Type.String({ description: 'What is older than this goes.' }),
      rows: Type.Integer({ description: 'So many would go now.' }),
    }),
  ),
  others: Type.Array(Type.Object({ what: Text, why: Text })),
});
