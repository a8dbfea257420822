import { friendCounts, friendCountsNoMore } from './advocate.ts';
import { boughtTooFast, cameTooFast } from './doubts.ts';
import { fund } from './fund.ts';
import { creditEarned, type Draft, purseOf } from './model.ts';
import { LEAST, type Refers } from './referred.ts';
import { claw } from './returns.ts';
import { REFERRALS } from './rooms.ts';
import { type LineInput, net } from './rules.ts';
import { lasting } from './terms.ts';

const WAITING = 5;
const CODES = 5;

/** A member asks for a code; the first one has it. */
export function takeCode({ event, member, ownerOf, who }: Draft): string | null {
  const code = event.data.code as string;
  if ((ownerOf(code) ?? who) !== who) return 'referral_code_taken';
  if (member.codes.includes(code)) return null;
  if (member.codes.length >= CODES) return 'referral_codes_full';
  member.codes.push(code);
  return null;
}

/** A friend counts for somebody from now on, and is welcome unless something must be looked at. */
export function bringFriend(draft: Draft, id: string): void {
  const { above, at, event, member, ownerOf, zone } = draft;
  const { code } = (event.data.referral ?? event.data) as { code: string };
  const by = ownerOf(code) ?? '';
  const until = zone.plus(at, lasting(REFERRALS.qualify.within));
  const chain = [by, ...above(by)].slice(0, REFERRALS.chain.length);
  const still = { purchases: [], turn: 0, rewardedBy: null, undo: null, cleared: [] };
  const doubt = cameTooFast(draft) ? 'enrolment-too-fast' : null;
  member.brought = {
    ...{ id, by, chain, raced: draft.raced, at, until, state: 'open', due: until },
    ...{ ...still, doubt, welcomed: false },
  };
  member.told.push(`${id}:bound`);
  if (doubt === null) payWelcome(draft);
}

export function payWelcome(draft: Draft): void {
  const { grants, cost } = REFERRALS.friend.welcome;
  if (!fund(draft, 'welcome', cost)) return;
  for (const { points, amount } of grants) creditEarned(draft, points, amount);
  draft.member.brought!.welcomed = true;
}

/** A friend's purchase may be the one that counts, once its window is over. */
export function friendBuys(draft: Draft): void {
  const { event, happenedAt: at } = draft;
  mayCount(draft, { id: event.id, at, lines: event.data.lines as LineInput[] });
}

/** One that had come back and stands again, too: as of when it was bought. */
export function friendKeeps(draft: Draft): void {
  const { purchase, named } = draft;
  if (purchase && named) mayCount(draft, { id: named, at: purchase.at, lines: purchase.lines });
}

function mayCount(
  { member, zone }: Draft,
  { id, at, lines: bought }: { id: string; at: number; lines: LineInput[] },
): void {
  const { brought } = member;
  if (!brought || !['open', 'pending', 'ripe'].includes(brought.state)) return;
  const lines = bought.filter(({ voided }) => !voided);
  const paid = lines.reduce((sum, line) => sum + net(line), 0);
  if (at < brought.at || at >= brought.until || paid < LEAST) return;
  if (brought.purchases.length >= WAITING) return;
  const ends = zone.plus(at, lasting(REFERRALS.qualify.pendingFor));
  if (brought.purchases.some((one) => one.id === id)) return;
  brought.purchases.push({ id, at, ends });
  if (brought.state === 'ripe') return;
  brought.purchases.sort((a, b) => a.ends - b.ends);
  Object.assign(brought, { state: 'pending', due: brought.purchases[0]!.ends });
}

/** The turn of one who is told: the hub's own event, by its id. */
export function hear(draft: Draft): void {
  const { event, member } = draft;
  const [id, what, number] = event.id.split(':') as [string, string, string | undefined];
  const depth = Number(number);
  if (what === 'matured') look(draft, depth);
  if (what === 'qualified') friendCounts(draft, depth);
  if (what !== 'reversed') return;
  const by = depth > 0 ? `${id}:qualified:${depth}` : (member.brought?.undo ?? '');
  const parts = member.paid[by] ?? [];
  delete member.paid[by];
  const due = parts.reduce((sum, part) => sum + part.amount, 0);
  claw(purseOf(member, 'coin'), parts, due, draft.program.points.coin!.returns);
  if (depth > 0) friendCountsNoMore(draft, depth);
}

/** The return window is over: what has come to light since counts now. */
function look(draft: Draft, turn: number): void {
  const { above, member, who } = draft;
  const { brought } = member;
  if (brought?.state !== 'ripe' || brought.doubt !== null || brought.turn !== turn) return;
  if (above(who).includes(who)) closeReferral(member, 'refused');
  else if (boughtTooFast(draft) && !brought.cleared.includes('purchase-too-fast')) {
    brought.doubt = 'purchase-too-fast';
  } else counts(draft);
}

/** The friend counts: is paid, and everybody above gets a turn. */
export function counts(draft: Draft): void {
  const { event, member } = draft;
  const brought = member.brought!;
  const purchases = brought.purchases.slice(0, 1);
  Object.assign(brought, { state: 'qualified', purchases });
  brought.chain.forEach((_, index) => {
    member.told.push(`${brought.id}:qualified:${index + 1}`);
  });
  const { grants, cost } = REFERRALS.friend.qualified;
  if (!fund(draft, 'qualified', cost)) return;
  member.paid[event.id] = grants.flatMap((one) => creditEarned(draft, one.points, one.amount));
  brought.rewardedBy = event.id;
}

/** A referral ends that has not counted. */
export function closeReferral({ brought, told }: Refers, state: 'refused' | 'lapsed'): void {
  Object.assign(brought!, { state, due: null, purchases: [] });
  told.push(`${brought!.id}:closed`);
}
