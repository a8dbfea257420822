import type { Problem } from '../../../kernel/problem.ts';
import { checkScene, duplicateIds, elapsedOf, type Section } from '../../program/index.ts';
import { type SceneDocument, ScenesSection } from './section.ts';

/** The `scenes` section of the program document. */
export const scenesSection: Section = {
  name: 'scenes',
  noun: 'Scene',
  power: 'marketing',
  schema: ScenesSection,
  required: false,
  check: (document) => {
    const scenes = (document.scenes ?? []) as SceneDocument[];
    return [...duplicateIds(scenes, 'scene', '/scenes'), ...scenes.flatMap(checkOne)];
  },
  describe: (_, item) => {
    const { id, within, when } = item as SceneDocument;
    return `${id}, looking back ${within}: ${when}`;
  },
};

function checkOne({ within, when }: SceneDocument, index: number): Problem[] {
  const path = `/scenes/${index}`;
  const problems = checkScene(when, `${path}/when`);
  if (elapsedOf(within) !== null) return problems;
  return [
    {
      code: 'scene_window',
      path: `${path}/within`,
      detail: `${within} is no time that a scene can look back.`,
      fix: 'Write days of 24 hours, hours and minutes, at most P31D; no months.',
    },
    ...problems,
  ];
}
