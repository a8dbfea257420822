import { SETTLED } from '../../engine/index.ts';
import { ACCOUNTS, type Account } from '../../ledger/index.ts';
import type { Report } from './difference.ts';
import { isReceived, type MemberHistory, type StoredEntry, type StoredEvent } from './history.ts';

const KNOWN: ReadonlySet<string> = new Set(ACCOUNTS);

/** Rows are complete and refer to each other: numbers without gaps, keys, entries with events. */
export function checkNumbers(history: MemberHistory, report: Report): void {
  const { events, state, row, member } = history;
  events.forEach(({ no }, index) => {
    if (no !== index + 1) report('event_number', `event ${index + 1}`, index + 1, no);
  });
  if (!member) report('member_missing', 'members', 'a row', 'nothing');
  if (!state || !row) {
    report('state_missing', 'member_states', 'a row', 'nothing');
  } else {
    if (state.no !== events.length) report('state_number', 'state.no', events.length, state.no);
    if (row.no !== events.length) report('state_number', 'member_states.no', events.length, row.no);
    if (member && member.joinedAt !== state.joinedAt) {
      report('joined_at', 'members.joined_at', state.joinedAt, member.joinedAt);
    }
  }
  for (const event of events) checkEvent(history.memberId, event, report);
  checkEntries(history, report);
}

function checkEvent(memberId: number, event: StoredEvent, report: Report): void {
  const { no, type, program, decision, key, recordedAt } = event;
  const where = `event ${no}`;
  if (decision.program !== program) report('program', where, decision.program, program);
  if (type === SETTLED) return;
  const expected = { memberId, no, recordedAt };
  if (!key) {
    report('key_missing', where, `${event.source} ${event.id}`, 'nothing');
  } else if (isReceived(event)) {
    const giver = `event ${key.no} of ${key.memberId}`;
    if (!event.gift) report('giver_missing', where, giver, 'nothing');
  } else if (key.memberId !== memberId || key.no !== no || key.recordedAt !== recordedAt) {
    report('key_elsewhere', where, expected, key);
  }
}

function checkEntries({ events, entries }: MemberHistory, report: Report): void {
  const byNo = new Map(events.map((event) => [event.no, event]));
  let last = 0;
  let next = 0;
  for (const entry of entries) {
    const where = `event ${entry.no} entry ${entry.seq}`;
    const event = byNo.get(entry.no);
    if (!event) report('entry_without_event', where, 'an event', 'nothing');
    else if (event.recordedAt !== entry.recordedAt) {
      report('entry_recorded_at', where, event.recordedAt, entry.recordedAt);
    }
    next = entry.no === last ? next : 0;
    last = entry.no;
    if (entry.seq !== next) report('entry_sequence', where, next, entry.seq);
    next = entry.seq + 1;
    checkSides(entry, where, report);
  }
}

function checkSides(entry: StoredEntry, where: string, report: Report): void {
  const { from, to, fromLot, toLot, amount } = entry;
  if (amount <= 0) report('entry_amount', where, 'above zero', amount);
  for (const account of [from, to]) {
    if (!KNOWN.has(account)) report('entry_account', where, 'a known account', account);
  }
  if (!isOwn(from) && !isOwn(to)) {
    report('entry_account', where, 'an account of the member', `${from} to ${to}`);
  }
  if (from === to && fromLot === toLot) report('entry_account', where, 'two accounts', from);
}

function isOwn(account: Account): boolean {
  return account === 'member' || account === 'held';
}
