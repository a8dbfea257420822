import Type from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';
import { EventInput } from '../../events/index.ts';
import { MEMBER_IN_PATH } from './member-reference.ts';

const NullableText = Type.Union([Type.String(), Type.Null()]);
const NullableNumber = Type.Union([Type.Integer(), Type.Null()]);

/** What every writing route takes in its query. */
export const RehearsalQuery = Type.Object({
  dryRun: Type.Optional(Type.Boolean({ description: 'Decide and answer, write nothing.' })),
  at: Type.Optional(
    Type.String({ description: 'With dryRun: the moment to look from (ISO 8601); may be ahead.' }),
  ),
});

/** What the route for events of all types takes in its query. */
export const EventsQuery = Type.Object({
  ...RehearsalQuery.properties,
  history: Type.Optional(
    Type.Boolean({
      description: 'Old events: their touchpoints may be gone. Not for the key of a touchpoint.',
    }),
  ),
});

/** The path of routes below a member. */
export const WritePath = Type.Object({ member: Type.String({ description: MEMBER_IN_PATH }) });

/** The path of a referral that a person has looked at. */
export const ReviewPath = Type.Object({
  referral: Type.String({ description: 'Its id, from GET /v1/referrals/reviews.' }),
});

/** One event, a list of them, or an object with a list. */
export const EventsBody = Type.Union([
  EventInput,
  Type.Array(EventInput, { maxItems: LIMITS.eventsPerRequest }),
  Type.Object({
    events: Type.Array(EventInput, { maxItems: LIMITS.eventsPerRequest }),
    dryRun: Type.Optional(Type.Boolean()),
    at: Type.Optional(Type.String()),
  }),
]);

/** The hub's answer to one event. */
export const AnswerBody = Type.Object(
  {
    source: Type.String(),
    id: Type.String(),
    type: Type.String(),
    status: Type.Enum(['decided', 'parked', 'unclaimed'], {
      description: '`parked`: waits for its purchase; `unclaimed`: waits for a member.',
    }),
    duplicate: Type.Boolean({ description: 'Known already; this is its first answer.' }),
    member: NullableText,
    no: Type.Union([Type.Integer(), Type.Null()], {
      description: "The event's number in the member's history.",
    }),
    happenedAt: Type.String(),
    program: NullableNumber,
    points: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer()), {
      description: 'By currency: what this event moved, and active, pending, held after it.',
    }),
    tiers: Type.Record(Type.String(), Type.String()),
    tierChanges: Type.Array(
      Type.Object({
        set: Type.String(),
        from: Type.String(),
        to: Type.String(),
        why: Type.String(),
        at: Type.String(),
      }),
    ),
    rules: Type.Array(
      Type.Object({ rule: Type.String(), reason: Type.String(), points: Type.Integer() }),
      { description: 'Each rule that was tried; docs/reference/reasons.md tells the reasons.' },
    ),
    flags: Type.Array(Type.String()),
    effects: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      description: 'What happened in the other rooms: `room`, `kind`, and its details.',
    }),
    changed: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Where the hub cleaned what was sent: JSON pointers into the event.',
      }),
    ),
  },
  { title: 'Answer' },
);

const ProblemBody = Type.Object({
  code: Type.String(),
  path: Type.String(),
  detail: Type.String(),
  fix: Type.String(),
});

/** The answers to many events, in their order. */
export const BatchBody = Type.Object({
  results: Type.Array(
    Type.Object({
      status: Type.Integer({ description: 'As a single post would have been answered.' }),
      answer: Type.Optional(AnswerBody),
      problems: Type.Optional(Type.Array(ProblemBody)),
    }),
  ),
});
