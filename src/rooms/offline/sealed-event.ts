import type { Vault } from '../../platform/vault/index.ts';
import type { OperationRow } from './store.ts';

const ABOUT = 'operation of a till';

/** The rows with their events as they are kept: a till's words may name a person. */
export function sealEvents(vault: Vault, rows: readonly OperationRow[]): OperationRow[] {
  return rows.map((row) => ({
    ...row,
    event: { sealed: vault.sealText(ABOUT, JSON.stringify(row.event)) },
  }));
}

/** A row with its event as the till sent it; rows of before the vault have it in the clear. */
export function openEvent(vault: Vault, row: OperationRow): OperationRow {
  const { sealed } = row.event;
  if (typeof sealed !== 'string') return row;
  return { ...row, event: JSON.parse(vault.openText(ABOUT, sealed)) };
}
