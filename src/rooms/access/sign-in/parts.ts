import type { Clock } from '../../../platform/clock.ts';
import type { Pool } from '../../../platform/db/pool.ts';
import type { AuditLog } from '../../audit/index.ts';
import type { SessionRule } from '../core/session-life.ts';

/** What everything about signing in works with. */
export interface SignInParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'note' | 'raiseAlert'>;
  /** 32 bytes, the same for all processes of the hub; keys for one purpose come from it. */
  readonly secret: Uint8Array;
  readonly sessions: SessionRule;
  /** Whether an operator without a second factor may do nothing but get one. */
  readonly needsSecondFactor: boolean;
}

/** From where somebody asks. */
export interface Visitor {
  /** The network address; only a keyed hash of it is kept. */
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
}
