import { Arena } from './arena.ts';
import type { Race } from './race.ts';

/** Runs rounds of a race on hubs and a database of its own, and proves the books at the end. */
export async function runRace(
  race: Race,
  { rounds, clients }: { readonly rounds: number; readonly clients: number },
): Promise<void> {
  const arena = await Arena.open(race, clients);
  try {
    await race.prepare(arena);
    for (let round = 1; round <= rounds; round++) await race.round(arena, round);
  } finally {
    await arena.close();
  }
}
