export { profileSection } from './core/check.ts';
export type { ProfileDocument } from './core/section.ts';
export { compileProfile } from './core/terms.ts';
