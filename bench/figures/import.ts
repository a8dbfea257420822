import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Zone } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type Delivery, loadMapping, runImport } from '../../src/rooms/intake/index.ts';
import type { Ground } from '../ground.ts';

/**
 * Rows a second of `hachi import` with the preset `cdnow` (one purchase a row), into the intake of
 * this process: reading, mapping, deciding and saving. The file is made here.
 */
export async function runImportRows(ground: Ground, rows: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hachi-bench-import-'));
  const file = join(folder, 'purchases.csv');
  try {
    writeFileSync(file, purchaseFile(rows));
    const started = performance.now();
    const summary = await runImport({
      file,
      mapping: await loadMapping('cdnow'),
      zone: new Zone('UTC'),
      delivery: inProcess(ground),
      hub: 'bench',
      checkpointPath: null,
      rejectsPath: `${file}.rejected.csv`,
      clock: systemClock,
    });
    if (summary.accepted !== rows) throw new Error(`refused: ${JSON.stringify(summary)}`);
    return rows / ((performance.now() - started) / 1000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inProcess({ rooms }: Ground): Delivery {
  return {
    submit: async (inputs) => {
      const results = await rooms.intake.submit(inputs);
      return results.map((result) =>
        result.ok
          ? { status: result.answer.duplicate ? 'duplicate' : 'decided' }
          : { status: 'refused', problems: result.problems },
      );
    },
    putCatalog: async () => {
      throw new Error('the file has purchases only');
    },
  };
}

/** One customer in three rows, a day apart, as in the CDNOW file. */
function purchaseFile(rows: number): string {
  const lines = ['customer_id,date,number_of_cds,dollar_value'];
  for (let row = 0; row < rows; row++) {
    const customer = String(Math.floor(row / 3) + 1).padStart(6, '0');
    const day = String((row % 28) + 1).padStart(2, '0');
    lines.push(`${customer},2026-0${(row % 9) + 1}-${day},1,${(row % 90) + 5}.99`);
  }
  return `${lines.join('\n')}\n`;
}
