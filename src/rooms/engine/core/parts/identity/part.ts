import type { Part } from '../part.ts';
import { merged } from './merge.ts';
import { unmerged } from './unmerge.ts';

/** Two members who are one person, and the way back. */
export const identityPart: Part = {
  slice: 'identity',
  handlers: { 'member.merged': merged, 'member.unmerged': unmerged },
};
