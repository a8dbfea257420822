import type { Instant } from '../../../../../kernel/time.ts';
import { type Overview, overview } from '../../../../challenges/index.ts';
import type { Program } from '../../program.ts';
import type { MemberState } from '../../state.ts';
import { factsAt } from '../../tiers.ts';

/** What a member sees of challenges at `at`; `state` is settled up to then. */
export function challengesNow(program: Program, state: MemberState, at: Instant): Overview {
  return overview(program.challenges, state.slices.challenges, factsAt(program, state, at));
}
