import { creditEarned, type Draft, purseOf } from './model.ts';
import { LEAST } from './referred.ts';
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

/** A friend counts for somebody from now on, and is welcome. */
export function bringFriend(draft: Draft, id: string): void {
  const { at, event, member, ownerOf, zone } = draft;
  const { code } = (event.data.referral ?? event.data) as { code: string };
  const by = ownerOf(code) ?? '';
  const until = zone.plus(at, lasting(REFERRALS.qualify.within));
  const still = { purchases: [], turn: 0, rewarded: false };
  member.brought = { id, by, at, until, state: 'open', due: until, ...still };
  member.told.push(`${id}:bound`);
  const [welcome] = REFERRALS.friend.welcome.grants;
  creditEarned(draft, welcome!.points, welcome!.amount);
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
  brought.purchases.push({ id, ends });
  if (brought.state === 'ripe') return;
  brought.purchases.sort((a, b) => a.ends - b.ends);
  Object.assign(brought, { state: 'pending', due: brought.purchases[0]!.ends });
}

/** The turn of one who is told: the hub's own event, by its id. */
export function hear(draft: Draft): void {
  const { event, member } = draft;
  const [id, what, number] = event.id.split(':') as [string, string, string | undefined];
  if (what === 'matured') qualify(draft, Number(number));
  if (what === 'qualified') pay(draft, REFERRALS.reach[0]!.grants[0]!);
  if (what !== 'reversed') return;
  const by = number === '1' ? `${id}:qualified:1` : `${id}:matured:${member.brought?.turn}`;
  const parts = member.paid[by] ?? [];
  delete member.paid[by];
  const due = parts.reduce((sum, part) => sum + part.amount, 0);
  claw(purseOf(member, 'coin'), parts, due, draft.program.points.coin!.returns);
}

function qualify(draft: Draft, turn: number): void {
  const { brought, told, left } = draft.member;
  if (brought?.state !== 'ripe' || brought.turn !== turn) return;
  const purchases = brought.purchases.slice(0, 1);
  Object.assign(brought, { state: 'qualified', purchases, rewarded: !left });
  told.push(`${brought.id}:qualified:1`);
  pay(draft, REFERRALS.friend.qualified.grants[0]!);
}

/** Who has left is paid nothing. */
function pay(draft: Draft, { points, amount }: { points: string; amount: number }): void {
  const { event, member } = draft;
  if (!member.left) member.paid[event.id] = creditEarned(draft, points, amount);
}
