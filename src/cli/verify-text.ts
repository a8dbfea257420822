import type { Difference, Proof, ProofStep } from '../rooms/proof/index.ts';

const CELLS = 24;

/** `verifying ████░░░░  34%  6,800 members  120,000 entries  41,000/s` */
export function verifyProgress({ sums, membersTotal, next }: ProofStep, elapsedMs: number): string {
  const part = membersTotal === 0 ? 1 : Math.min(1, sums.members / membersTotal);
  const full = Math.round(part * CELLS);
  const bar = '█'.repeat(full) + '░'.repeat(CELLS - full);
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  const rate = elapsedMs > 0 ? Math.round((sums.entries * 1000) / elapsedMs) : 0;
  const what = next?.step === 'members' ? 'verifying' : 'verifying keys and budgets';
  const counts = `${grouped(sums.members)} members  ${grouped(sums.entries)} entries`;
  return `${what} ${bar} ${percent}  ${counts}  ${grouped(rate)}/s`;
}

/** One difference on two lines. */
export function differenceText({ member, what, where, expected, found }: Difference): string {
  const place = member === null ? what : `${member} ${what}`;
  return `${place}: ${where}\n  expected ${expected}, found ${found}`;
}

/** What was looked at, the turnover of each account, and the verdict. */
export function summaryText({ differences, first, sums }: Proof, seconds: number): string {
  const rate = Math.round(sums.entries / Math.max(seconds, 0.001));
  const lines = [
    `${grouped(sums.members)} members, ${grouped(sums.events)} events, ` +
      `${grouped(sums.entries)} entries, ${grouped(sums.keys)} keys ` +
      `in ${seconds.toFixed(1)} s (${grouped(rate)} entries a second)`,
  ];
  for (const [currency, accounts] of Object.entries(sums.accounts)) {
    const net = Object.entries(accounts)
      .map(([account, turnover]) => `${account} ${grouped(turnover.in - turnover.out)}`)
      .join(', ');
    lines.push(`  ${currency}: ${net}`);
  }
  const more = differences > first.length ? `; the first ${first.length} are shown` : '';
  lines.push(differences === 0 ? 'No difference.' : `${grouped(differences)} differences${more}.`);
  return lines.join('\n');
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
