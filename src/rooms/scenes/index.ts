export { scenesSection } from './core/check.ts';
export {
  compileScenes,
  SCENE_REASONS,
  type SceneAnswer,
  type Scenes,
} from './core/scenes.ts';
export type { SceneDocument } from './core/section.ts';
