import { systemClock } from '../platform/clock.ts';
import type { Difference, Proof, ProofStep } from '../rooms/proof/index.ts';
import { type Command, type CommandContext, EXIT } from './command.ts';
import type { ApiClient } from './http-client.ts';
import { differenceText, summaryText, verifyProgress } from './verify-text.ts';

const DIFFERENCES = 5;
/** Differences that are shown; all are counted. */
const SHOWN = 20;

/** `hachi verify`: every balance, lot and tier anew from the entries and events, and compared. */
export const verify: Command = {
  name: 'verify',
  summary: 'prove every balance, lot and tier from the entries and events',
  usage: '[--quick]',
  exitCodes: {
    0: 'everything is as the entries and events say',
    [DIFFERENCES]: 'there are differences; the first 20 are printed',
  },
  options: {
    quick: { type: 'boolean', help: 'rebuild from the entries, do not decide every event again' },
  },
  run: async (context) => {
    const api = await context.api();
    const startedAt = systemClock.now();
    const proof = await proveAll(api, context, startedAt);
    const seconds = (systemClock.now() - startedAt) / 1000;
    const lines = proof.first.map(differenceText);
    context.print([...lines, summaryText(proof, seconds)].join('\n'), { ...proof, seconds });
    return proof.differences === 0 ? EXIT.ok : DIFFERENCES;
  },
};

/** Goes on from page to page; the hub remembers nothing between them. */
async function proveAll(
  api: ApiClient,
  context: CommandContext,
  startedAt: number,
): Promise<Proof> {
  const showsProgress = !context.quiet && process.stderr.isTTY === true;
  const quick = context.flags.quick === true;
  const first: Difference[] = [];
  let differences = 0;
  let cursor: ProofStep['next'] = null;
  for (;;) {
    const step = (await api.request('POST', '/v1/proofs', { quick, cursor })) as ProofStep;
    differences += step.differences;
    first.push(...step.first.slice(0, SHOWN - first.length));
    cursor = step.next;
    if (showsProgress) {
      const text = cursor ? verifyProgress(step, systemClock.now() - startedAt) : '';
      process.stderr.write(`\r${text}\u001b[K`);
    }
    if (!cursor) {
      return { differences, first, sums: step.sums, membersTotal: step.membersTotal };
    }
  }
}
