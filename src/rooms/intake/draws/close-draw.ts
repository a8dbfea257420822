import { createHash } from 'node:crypto';
import { type Problem, reject } from '../../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../../kernel/time.ts';
import { type Pool, type Queryable, transaction } from '../../../platform/db/pool.ts';
import type { AuditLog } from '../../audit/index.ts';
import { deskOf } from '../../catalog/index.ts';
import type { Program } from '../../engine/index.ts';
import { formatMemberId } from '../../members/index.ts';
import { sealFits } from '../../rewards/index.ts';
import { HUB } from '../accepted.ts';
import type { Intake } from '../service.ts';
import { type Settling, settleLocked } from '../tasks.ts';
import { drawOnce, lockDueEntrants, noteTold, type Untold, untoldEntries } from './draw-store.ts';

/** Entries that are told in one batch, and batches of one call. */
const PAGE = 500;
const PAGES = 20;

/** The sending system of what a draw tells its entries. */
const SOURCE = 'draws';

/** What a draw needs of the hub. */
export interface DrawParts {
  readonly pool: Pool;
  readonly intake: Pick<Intake, 'submit'>;
  readonly program: Program;
  readonly now: Instant;
  /** Who draws, as the access log says it. */
  readonly by?: string;
  readonly audit?: AuditLog;
}

/** How far a draw has come. */
export interface DrawReport {
  readonly reward: string;
  readonly seal: string;
  readonly drawnAt: string;
  readonly entries: number;
  readonly winners: number;
  /** Whether somebody is left who has not been told: call again then. */
  readonly more: boolean;
}

/**
 * Closes the draw of a reward: winners hold the reward, the others have their points back. However
 * often it is called, the same win, and each entry is told once; one call tells up to 10,000.
 *
 * @throws {Rejection} 404 or 409 when there is nothing to draw (yet), 422 for another seed.
 */
export async function closeDraw(
  { pool, intake, program, now, by, audit }: DrawParts,
  { reward, seed }: { readonly reward: string; readonly seed: string },
): Promise<DrawReport> {
  const draw = drawOf(program, reward);
  if (!sealFits(draw, seed, sha256)) throw reject(422, SEED_DIFFERS);
  if (now < draw.closes) throw reject(409, stillOpen(draw.closes));
  if (now >= draw.drawnBy) throw reject(409, tooLate(draw.drawnBy));
  const { seal, winners } = draw;
  await settleEntrants(pool, seal, {
    ...{ now, limit: PAGE, programs: { current: program } },
    ...(audit && { audit }),
  });
  const note = async (client: Queryable) =>
    audit?.note(client, [{ actor: by ?? HUB, action: 'rewards.draw', subject: reward }]);
  const drawn = await drawOnce(pool, { seal, reward, seed, winners, at: now }, note);
  let more = true;
  for (let page = 0; page < PAGES && more; page++) {
    const untold = await untoldEntries(pool, seal, PAGE);
    if (untold.length > 0) await tell({ pool, intake, now, ...(by && { by }) }, seal, untold);
    more = untold.length === PAGE;
  }
  const { drawnAt, ...counts } = drawn;
  return { reward, seal, drawnAt: formatInstant(drawnAt), ...counts, more };
}

/** Does what has fallen due of those who have entered: some may have left. */
async function settleEntrants(pool: Pool, seal: string, settling: Settling): Promise<void> {
  let more = true;
  while (more) {
    const run = await transaction(pool, async (client) => {
      return settleLocked(
        client,
        await lockDueEntrants(client, seal, settling.now, PAGE),
        settling,
      );
    });
    more = run.more;
  }
}

function drawOf(program: Program, reward: string) {
  const draw = program.rewards.rewards.get(reward)?.draw;
  if (draw) return draw;
  throw reject(404, {
    code: 'draw_unknown',
    path: '/path/reward',
    detail: 'The program has no reward of this name that is drawn.',
    fix: 'Ask for one with a `draw`: GET /v1/rewards.',
  });
}

/** Tells entries by events of their own; one that is over already has nothing to be told. */
async function tell(
  { pool, intake, now, by }: Pick<DrawParts, 'pool' | 'intake' | 'now' | 'by'>,
  seal: string,
  entries: readonly Untold[],
): Promise<void> {
  const events = entries.map(({ redemption, memberId, won }) => ({
    source: SOURCE,
    id: sha256(`${seal}\n${redemption}`),
    type: 'reward.drawn',
    member: { id: formatMemberId(memberId) },
    happenedAt: formatInstant(now),
    data: { redemption, won },
  }));
  const results = await intake.submit(events, deskOf(by));
  const over = entries.filter((_, index) => {
    const result = results[index];
    return result && !result.ok && result.status < 500;
  });
  if (over.length > 0) {
    await noteTold(
      pool,
      seal,
      over.map(({ redemption }) => redemption),
    );
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const SEED_DIFFERS: Problem = {
  code: 'seed_differs',
  path: '/seed',
  detail: 'Its SHA-256 is not the seal that the program shows.',
  fix: 'Send the seed of which the seal was made, letter for letter.',
};

function stillOpen(closes: Instant): Problem {
  const detail = `Entries are taken until ${formatInstant(closes)}.`;
  const fix = 'Draw when that is over.';
  return { code: 'draw_still_open', path: '/path/reward', detail, fix };
}

function tooLate(drawnBy: Instant): Problem {
  const detail = `Since ${formatInstant(drawnBy)} all entries have ended, with their points back.`;
  const fix = 'Offer another draw, and close it in time.';
  return { code: 'draw_over', path: '/path/reward', detail, fix };
}
