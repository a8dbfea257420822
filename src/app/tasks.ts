import type { Clock } from '../platform/clock.ts';
import type { Pool } from '../platform/db/pool.ts';
import type { Task } from '../platform/tasks.ts';
import type { Access } from '../rooms/access/index.ts';
import { checkpointSigner, signLog, watchLog } from '../rooms/audit/index.ts';
import { endWaiting, preparePartitions, settleDue, witnessEvents } from '../rooms/intake/index.ts';
import { endRetention } from '../rooms/privacy/index.ts';
import { countRecorded, forgetMended, keepHeard, sweepMembers } from '../rooms/quality/index.ts';
import { countPortraits } from '../rooms/view/index.ts';
import { isFilling } from './demo.ts';
import type { Rooms } from './rooms.ts';
import type { Status } from './status.ts';

/** Rows or members in one transaction of a task. */
const BATCH = 500;
/** Transactions in one run of a task; what is left is done by the next run. */
const BATCHES_PER_RUN = 2_000;

/** What the background work works on. */
export interface TaskParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly rooms: Pick<Rooms, 'programs' | 'intake' | 'audit' | 'hubKey' | 'heard' | 'privacy'>;
  readonly totals: Status['totals'];
  readonly access: Pick<Access, 'clear'>;
}

/** The background work of a hub: by name what it does, and how often it runs by itself. */
export function hubTasks({ pool, clock, rooms, totals, access }: TaskParts): {
  tasks: Record<string, Task>;
  cron: { name: string; everyMinutes: number }[];
} {
  const now = (): number => clock.now();
  const signer = checkpointSigner(rooms.hubKey);
  const log = { pool, clock, signer, audit: rooms.audit, witness: witnessEvents };
  return {
    tasks: {
      privacy_make_exports: async () => {
        await rooms.privacy.makeExports(BATCH);
        await rooms.privacy.endErased(BATCH);
      },
      privacy_warn_overdue: untilDone(
        async () => (await rooms.privacy.warnOverdue(BATCH)) === BATCH,
      ),
      privacy_end_retention: untilDone(() => endRetention(rooms.privacy.ground, BATCH)),
      intake_settle_due: untilDone(async () => {
        const programs = rooms.programs();
        // While a history is taken in, its members live in the past: settling them up to today
        // would let their points end before they are earned.
        if (!programs || rooms.intake.takesHistory || (await isFilling(pool))) return false;
        const { more } = await settleDue(pool, {
          ...{ now: now(), limit: BATCH, programs },
          audit: rooms.audit,
        });
        await rooms.intake.resumeFollowUps(BATCH);
        return more;
      }),
      intake_resume_parked: untilDone(
        async () => (await rooms.intake.resumeParked(BATCH)) === BATCH,
      ),
      intake_resume_follow_ups: untilDone(
        async () => (await rooms.intake.resumeFollowUps(BATCH)) === BATCH,
      ),
      intake_end_waiting: untilDone(
        async () => (await endWaiting(pool, { now: now(), limit: BATCH })).more,
      ),
      status_count: untilDone(() => totals.catchUp()),
      quality_count: async (payload, helpers) => {
        await keepHeard(pool, rooms.heard, now());
        await untilDone(() => countRecorded(pool, now()))(payload, helpers);
      },
      quality_sweep: () => sweepMembers(pool, now()),
      quality_forget: untilDone(() => forgetMended(pool, now())),
      view_count_portraits: untilDone(() => countPortraits(pool, now())),
      audit_sign: untilDone(() => signLog(log)),
      audit_watch: (_, { signal }) => watchLog(log, () => signal.aborted),
      access_clear: () => access.clear(),
      intake_prepare_partitions: () => preparePartitions(pool, now()),
    },
    cron: [
      { name: 'intake_settle_due', everyMinutes: 1 },
      { name: 'intake_resume_parked', everyMinutes: 1 },
      { name: 'intake_resume_follow_ups', everyMinutes: 1 },
      { name: 'status_count', everyMinutes: 1 },
      { name: 'view_count_portraits', everyMinutes: 1 },
      { name: 'quality_count', everyMinutes: 1 },
      { name: 'quality_sweep', everyMinutes: 1 },
      { name: 'quality_forget', everyMinutes: 720 },
      { name: 'audit_sign', everyMinutes: 5 },
      { name: 'intake_end_waiting', everyMinutes: 10 },
      { name: 'access_clear', everyMinutes: 60 },
      { name: 'privacy_make_exports', everyMinutes: 1 },
      { name: 'privacy_warn_overdue', everyMinutes: 60 },
      { name: 'privacy_end_retention', everyMinutes: 60 },
      { name: 'intake_prepare_partitions', everyMinutes: 720 },
      { name: 'audit_watch', everyMinutes: 1_440 },
    ],
  };
}

/** Repeats a bounded step while it says that there is more, and stops when the hub does. */
function untilDone(step: () => Promise<boolean>): Task {
  return async (_, { signal }) => {
    for (let batch = 0; batch < BATCHES_PER_RUN && !signal.aborted; batch++) {
      if (!(await step())) return;
    }
  };
}
