import type { Instant } from '../../../kernel/time.ts';
import type { Program } from '../../engine/index.ts';

/** The programs that a batch may need. */
export interface Programs {
  /** The version in force at a moment. */
  at(instant: Instant): Program;
  /** The version that decides about settling, now. */
  readonly current: Program;
}
