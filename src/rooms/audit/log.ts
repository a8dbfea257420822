import { assert } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { insertAlert, isOpen, type NewAlert } from './alert-store.ts';
import type { AuditEntry } from './core/entry.ts';
import { appendRows } from './store.ts';

/** Rows of one call; more belong into several, or are one row with a count. */
const ENTRIES_MOST = 1_000;

/** The access log, as everybody writes into it. */
export class AuditLog {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Notes what somebody read or changed, in the client's transaction: it stands there exactly when
   * the read was answered or the change was made. Writing nothing costs nothing.
   *
   * @param at the moment of the deed, when it has one of its own; now by default.
   * @example await audit.note(client, [{ actor, action: 'members.read', subject: 'm_7' }]);
   */
  async note(
    client: Queryable,
    entries: readonly AuditEntry[],
    at: Instant = this.#clock.now(),
  ): Promise<void> {
    if (entries.length === 0) return;
    assert(entries.length <= ENTRIES_MOST, 'a deed has a bounded number of rows', {
      rows: entries.length,
    });
    await appendRows(client, entries, at);
  }

  /**
   * Raises an alert, and notes that it was raised, in the client's transaction.
   * @returns the number of the alert.
   */
  async raiseAlert(client: Queryable, alert: NewAlert): Promise<number> {
    const id = await insertAlert(client, alert, this.#clock.now());
    const { actor, kind, subject } = alert;
    await this.note(client, [
      { actor, action: 'alerts.raise', subject, detail: { alert: id, kind } },
    ]);
    return id;
  }

  /** Raises an alert unless one of this kind about this subject waits to be seen already. */
  async raiseAlertOnce(client: Queryable, alert: NewAlert): Promise<void> {
    if (!(await isOpen(client, alert.kind, alert.subject))) await this.raiseAlert(client, alert);
  }
}
