import Type from 'typebox';
import {
  BenefitsBody,
  ChallengesBody,
  ConsentsBody,
  MemberBody,
  RedemptionsBody,
} from '../statements/index.ts';
import { TimelineLine } from './timeline-schema.ts';

const Text = Type.String();
const Free = Type.Record(Type.String(), Type.Unknown());
const Lines = Type.Array(TimelineLine);
const Touch = Type.Object({ at: Text, no: Type.Integer() });

const Preference = Type.Object(
  {
    category: Text,
    purchases: Type.Integer({ description: 'With the category, in the recent window.' }),
    net: Type.Integer({ description: 'Spent on it there, smallest unit; returns stay in.' }),
    browsed: Type.Integer(),
    share: Type.Number({ description: 'Of all purchases and their categories, recently.' }),
    shareBefore: Type.Number({ description: 'The same in the year before.' }),
    drift: Type.Number(),
    z: Type.Number({ description: 'The change in standard deviations.' }),
    trend: Type.Enum(['rising', 'falling', 'steady']),
  },
  { title: 'Preference' },
);

const Source = Type.Object(
  {
    event: Type.Union([
      Type.Object({ source: Text, id: Text, no: Type.Integer() }),
      Type.Null({ description: 'Said before events were counted.' }),
    ]),
    at: Text,
    basis: Type.Object({
      ground: Type.Enum(['membership', 'consent']),
      purpose: Type.Union([Text, Type.Null()]),
      asked: Type.Unknown({ description: 'Why it was asked, in the words for the member.' }),
    }),
  },
  { title: 'Source' },
);

/** A member whole. */
export const ViewBody = Type.Object(
  {
    ...MemberBody.properties,
    identifierHistory: Type.Array(
      Type.Object({
        kind: Text,
        value: Text,
        since: Text,
        verifiedAt: Type.Union([Text, Type.Null()]),
        endedAt: Type.Union([Text, Type.Null()]),
      }),
      { description: 'Also those of the past; masked, unless `reveal`.' },
    ),
    merged: Type.Array(Type.Object({ member: Text, at: Text }), {
      description: 'Who was merged into this member.',
    }),
    consents: ConsentsBody.properties.purposes,
    coupons: Type.Object({ open: Type.Array(Free), reserved: Type.Array(Free) }),
    benefits: BenefitsBody.properties.benefits,
    challenges: Type.Object({
      open: ChallengesBody.properties.open,
      available: ChallengesBody.properties.available,
      done: ChallengesBody.properties.done,
    }),
    badges: ChallengesBody.properties.badges,
    redemptions: RedemptionsBody.properties.redemptions,
    recent: Type.Object({
      purchase: Lines,
      visit: Lines,
      browsing: Lines,
      feedback: Lines,
      message: Lines,
    }),
    channels: Type.Array(
      Type.Object({ channel: Text, events: Type.Integer(), first: Touch, last: Touch }),
    ),
    activity: Type.Array(
      Type.Object({ kind: Text, events: Type.Integer(), firstAt: Text, lastAt: Text }),
    ),
    preferences: Type.Object({
      categories: Type.Array(Preference),
      drift: Type.Union([Type.Number(), Type.Null()], {
        description: '0: nothing has changed; 1: everything. Null while one window is empty.',
      }),
      withheldFor: Type.Union([Text, Type.Null()], {
        description: 'The purpose whose consent is missing: nothing is worked out without it.',
      }),
      windows: Type.Object({ recentWeeks: Type.Integer(), beforeWeeks: Type.Integer() }),
    }),
    counted: Type.Object(
      { events: Type.Integer(), all: Type.Boolean() },
      { description: 'Up to which event channels, activity and preferences count.' },
    ),
    sources: Type.Record(Type.String(), Source, {
      description: 'By path: where a part comes from, when it was said, what it rests on.',
    }),
  },
  { title: 'MemberView' },
);
