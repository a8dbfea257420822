import type { Seen, Sighting, SignalKind } from '../../src/rooms/referrals/core/fraud/suspect.ts';
import type { Signals } from './arrival.ts';

const MOST = 100;

/** Who was seen with which signal, as the hub's table keeps it. */
export class SignalTable {
  readonly #rows = new Map<string, Seen[]>();
  readonly #of = new Map<number, Map<SignalKind, string>>();

  /** Writes what a member left behind; a second sighting of the same is none. */
  see(member: number, at: number, advocate: number | null, signals: Signals): void {
    const mine = this.#of.get(member) ?? new Map<SignalKind, string>();
    this.#of.set(member, mine);
    const all = advocate === null ? signals : { ...signals, advocate: String(advocate) };
    for (const [kind, hash] of Object.entries(all) as [SignalKind, string][]) {
      mine.set(kind, hash);
      const key = `${kind} ${hash}`;
      const rows = this.#rows.get(key) ?? [];
      this.#rows.set(key, rows);
      if (!rows.some((row) => row.member === member)) rows.unshift({ member, at, advocate });
    }
  }

  /** Who else has what a member has, the latest first. */
  look(member: number): Sighting[] {
    return [...(this.#of.get(member) ?? [])].map(([kind, hash]) => ({
      kind,
      seen: (this.#rows.get(`${kind} ${hash}`) ?? []).slice(0, MOST),
    }));
  }
}
