import Type from 'typebox';
import { LIMITS } from '../../kernel/limits.ts';
import { KIND_NAMES } from './core/kind.ts';

/** Lines of a timeline on one page. */
const LINES = { minimum: 1, maximum: 200, default: 50 };
const KIND = KIND_NAMES.join('|');

export const TimelineParameters = Type.Object(
  {
    limit: Type.Integer(LINES),
    cursor: Type.Optional(Type.String({ description: '`next` of the page before.' })),
    kind: Type.Optional(
      Type.String({
        pattern: `^(${KIND})(,(${KIND}))*$`,
        description: `Only these kinds, with commas between: ${KIND_NAMES.join(', ')}.`,
      }),
    ),
    channel: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.text })),
  },
  { additionalProperties: false },
);

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Words = Type.Object({ en: Text, zh: Text });
const Free = Type.Record(Type.String(), Type.Unknown());

export const TimelineLine = Type.Object(
  {
    member: Type.String({ description: 'Whose event: this member, or one merged into it.' }),
    no: Type.Integer({ description: "The event's number in that member's history." }),
    kind: Type.Enum([...KIND_NAMES]),
    type: Text,
    source: Text,
    id: Text,
    happenedAt: Text,
    recordedAt: Text,
    channel: NullableText,
    store: NullableText,
    touchpoint: NullableText,
    about: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Of a purchase the sums, else the data; free texts masked by right.',
    }),
    did: Type.Object({
      points: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer())),
      tiers: Type.Array(Free),
      effects: Type.Array(Free),
    }),
    why: Type.Array(
      Type.Object({
        rule: Text,
        name: Words,
        reason: Text,
        points: Type.Integer(),
        currency: NullableText,
        text: Words,
      }),
    ),
    tried: Type.Integer({
      description: 'Rules that gave nothing; GET /v1/events/{source}/{id} tells why.',
    }),
    flags: Type.Array(Type.Object({ flag: Text, text: Words })),
    program: Type.Integer({ description: 'The version that decided.' }),
  },
  { title: 'TimelineLine' },
);

export const TimelineBody = Type.Object({
  member: Text,
  items: Type.Array(TimelineLine),
  next: Type.Union([Type.String(), Type.Null()], {
    description: 'Give it as `cursor` for the next page; null on the last.',
  }),
});
