import { reject } from '../../kernel/problem.ts';
import type { Caller } from '../../platform/http/caller.ts';

/** What a reader sees of personal values. */
export interface Sight {
  /** Whether identifiers and profile are wanted unmasked. */
  readonly reveal: boolean;
  /** Whether the reader may see personal data. */
  readonly personal: boolean;
}

/**
 * What a caller sees of personal values: nothing unmasked unless it asks for it and may.
 * @throws {Rejection} 403 when it asks and may not.
 */
export function sightOf(caller: Caller, reveal: boolean): Sight {
  const personal = caller.may('members.personal');
  if (personal || !reveal) return { reveal, personal };
  throw reject(403, {
    code: 'permission_missing',
    path: '/query/reveal',
    detail: 'This caller may not see personal values unmasked.',
    fix: 'Leave "reveal" out, or ask with a key or as an operator with members.personal.',
  });
}
