import { type CheckpointParts, makeCheckpoint, raiseBent } from './checkpoints.ts';
import { newVerifyCursor, type VerifyParts, verifyStep } from './verify.ts';

/** Signs how far the log has come; true when there is more to sign. */
export async function signLog(parts: CheckpointParts): Promise<boolean> {
  return (await makeCheckpoint(parts, 'hub'))?.more ?? false;
}

/** Verifies the whole log, page by page, and raises an alert for each place that was bent. */
export async function watchLog(
  parts: CheckpointParts & VerifyParts,
  stopped: () => boolean,
): Promise<void> {
  let cursor = newVerifyCursor();
  for (let done = false; !done && !stopped(); ) {
    const step = await verifyStep(parts, cursor);
    for (const where of new Set(step.faults.map((fault) => fault.where))) {
      await raiseBent(parts.pool, parts.audit, where);
    }
    ({ cursor, done } = step);
  }
}
