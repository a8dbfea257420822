import type { Ticket } from './ticket.ts';

/**
 * Events that wait for a batch, in the order of their arrival. A member who is in one batch is
 * left out of the next until it is back, so that no row lock ever waits; what arrives for that
 * member meanwhile keeps its order.
 */
export class Arrivals {
  #ready: Ticket[] = [];
  readonly #busy = new Set<string>();
  readonly #behind = new Map<string, Ticket[]>();
  #size = 0;

  /** Events that wait, without those in a batch. */
  get size(): number {
    return this.#size;
  }

  add(ticket: Ticket): void {
    this.#size += 1;
    this.#place(ticket);
  }

  #place(ticket: Ticket): void {
    const behind = ticket.parties.find((one) => this.#busy.has(one) || this.#behind.has(one));
    if (behind === undefined) this.#ready.push(ticket);
    else this.#waitBehind(behind, ticket);
  }

  #waitBehind(party: string, ticket: Ticket): void {
    const queue = this.#behind.get(party);
    if (queue) queue.push(ticket);
    else this.#behind.set(party, [ticket]);
  }

  /** Takes at most `most` events whose members are free, and marks those members busy. */
  take(most: number): Ticket[] {
    const batch: Ticket[] = [];
    const mine = new Set<string>();
    let looked = 0;
    while (looked < this.#ready.length && batch.length < most) {
      const ticket = this.#ready[looked++] as Ticket;
      const blocked = ticket.parties.find((one) => this.#busy.has(one) && !mine.has(one));
      const overtaking = ticket.parties.find((one) => this.#behind.has(one));
      if (blocked ?? overtaking) {
        this.#waitBehind((blocked ?? overtaking) as string, ticket);
        continue;
      }
      for (const party of ticket.parties) {
        this.#busy.add(party);
        mine.add(party);
      }
      batch.push(ticket);
    }
    this.#ready = this.#ready.slice(looked);
    this.#size -= batch.length;
    return batch;
  }

  /** The members of a finished batch are free again; who waited behind them is ready. */
  release(batch: readonly Ticket[]): void {
    const parties = new Set(batch.flatMap((ticket) => ticket.parties));
    for (const party of parties) this.#busy.delete(party);
    for (const party of parties) {
      const waiting = this.#behind.get(party);
      if (!waiting) continue;
      this.#behind.delete(party);
      for (const ticket of waiting) this.#place(ticket);
    }
  }
}
