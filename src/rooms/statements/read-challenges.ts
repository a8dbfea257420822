import { reject } from '../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import { type Overview, rank } from '../challenges/index.ts';
import { challengesNow } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import type { ProgramDocument } from '../program/index.ts';
import { bestScores, ownScore } from './challenges-store.ts';
import { settledState } from './core/settled-state.ts';
import { type Label, wordsOf } from './core/words.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

const NOTHING: Overview = { open: [], available: [], done: [] };

/** What a member has, may have, nearly has, and has done; and the badges it brought. */
export async function readChallenges(ground: Statements, memberId: number, at: Instant) {
  const { compiled, document } = programNow(ground);
  const state = await stateOf(ground.pool, memberId);
  const settled = state && settledState(compiled, state, at);
  const { open, available, done } = settled ? challengesNow(compiled, settled, at) : NOTHING;
  const named = ({ challenge, version }: { challenge: string; version: number }) => {
    const then = ground.programs.version(version)?.document ?? document;
    return wordsOf(nameOf(then, 'challenges', challenge), challenge);
  };
  const shown = open.map((one) => ({
    ...one,
    name: named(one),
    since: formatInstant(one.since),
    end: momentText(one.end),
  }));
  return {
    member: formatMemberId(memberId),
    at: formatInstant(at),
    open: shown,
    nearly: shown.filter(({ nearly }) => nearly).map(({ assignment }) => assignment),
    available: available.map((one) => ({ ...one, name: named(one), end: momentText(one.end) })),
    done: done.map((one) => ({
      ...one,
      name: wordsOf(nameOf(document, 'challenges', one.challenge), one.challenge),
    })),
    badges: Object.entries(settled?.slices.badges ?? {}).map(([badge, since]) => ({
      badge,
      name: wordsOf(nameOf(document, 'badges', badge), badge),
      since: formatInstant(since),
    })),
  };
}

/**
 * Who is ahead in a challenge, among those who agree to be shown, under masked names.
 *
 * @param memberId whose own place is told too, also when that member is not shown.
 * @throws {Rejection} 404 `leaderboard_unknown`.
 */
export async function readLeaderboard(
  ground: Statements,
  challenge: string,
  memberId: number | null,
) {
  const { compiled, document } = programNow(ground);
  const leaderboard = compiled.challenges.terms.byId.get(challenge)?.leaderboard;
  if (!leaderboard) throw unknown(challenge);
  const board = { challenge, ...leaderboard };
  const [best, own] = await Promise.all([
    bestScores(ground.pool, board, leaderboard.show),
    memberId === null ? null : ownScore(ground.pool, board, memberId),
  ]);
  return {
    challenge,
    name: wordsOf(nameOf(document, 'challenges', challenge), challenge),
    rows: rank(best, leaderboard.show, memberId),
    mine: own && { score: own.score, rank: own.above === null ? null : own.above + 1 },
  };
}

function unknown(challenge: string) {
  return reject(404, {
    code: 'leaderboard_unknown',
    path: '/path/challenge',
    detail: `There is no leaderboard of "${challenge.slice(0, 40)}".`,
    fix: 'Give the challenge a `leaderboard` in the program.',
  });
}

function nameOf(
  document: ProgramDocument,
  section: 'badges' | 'challenges',
  id: string,
): Label | undefined {
  const all = (document[section] ?? []) as { id: string; name?: Label }[];
  return all.find((one) => one.id === id)?.name;
}

function momentText(moment: Instant | null): string | null {
  return moment === null ? null : formatInstant(moment);
}
