import { createHash } from 'node:crypto';
import { canonical } from './core/same.ts';
import type { ProgramDocument } from './core/section.ts';

/** sha256 of what a document means: neither order of keys nor comments change it. */
export function fingerprint(document: ProgramDocument): string {
  return createHash('sha256').update(canonical(document)).digest('hex');
}
