import type { Word } from '../cel/vocabulary.ts';

const FILTERED: readonly Word[] = [
  { name: 'count', type: 'int', about: 'How many there are, at most 20 of one type and kind.' },
  { name: 'any', type: 'bool', about: 'Whether there is one.' },
  {
    name: 'within',
    type: 'Moments',
    takes: ['string'],
    about: 'Those at most so long before the event at hand: within("PT2H").',
  },
  {
    name: 'followedBy',
    type: 'Moments',
    takes: ['Touches', 'string'],
    about: 'Those of the second that come after one of the first, at most so long after it.',
  },
];

/** What the condition of a scene offers, by CEL type name. */
export const SCENE_VOCABULARY: Readonly<Record<string, readonly Word[]>> = {
  Touches: [
    {
      name: 'type',
      type: 'Touches',
      takes: ['string'],
      about: 'Those that are events of this type: type("visit").',
    },
    {
      name: 'kind',
      type: 'Touches',
      takes: ['string'],
      about: 'Those at a touchpoint of this kind: kind("app").',
    },
    ...FILTERED,
  ],
  Moments: FILTERED,
};
