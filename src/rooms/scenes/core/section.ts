import Type, { type Static } from 'typebox';
import { DurationText, Id, Label } from '../../program/index.ts';

/** Scenes in one program. */
export const SCENES_MOST = 20;

/** The `scenes` section: named conditions over what a member has touched lately. */
export const ScenesSection = Type.Array(
  Type.Object(
    {
      id: Id,
      name: Type.Optional(Label),
      within: Type.Unsafe<string>({
        ...DurationText,
        description: 'How far back it looks, at most P31D. A day is 24 hours.',
      }),
      when: Type.String({
        minLength: 1,
        maxLength: 2_000,
        description: 'A CEL expression over touches (docs/guides/scenes.md).',
      }),
    },
    { additionalProperties: false },
  ),
  { maxItems: SCENES_MOST },
);

export type SceneDocument = Static<typeof ScenesSection>[number];
