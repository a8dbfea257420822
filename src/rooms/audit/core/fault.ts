/** What can be wrong with the log. */
export type FaultCode =
  /** The row is not what its link says; or the row before is not, with its link made anew. */
  | 'row_changed'
  /** Rows of the chain are gone. */
  | 'rows_missing'
  /** A row that was never appended. */
  | 'row_inserted'
  /** Two rows stand in each other's places. */
  | 'rows_swapped'
  /** Rows fit each other, and not the checkpoint that was signed over them. */
  | 'rows_rewritten'
  /** The head does not say what the chain's rows do. */
  | 'head_changed'
  /** The chain has no head. */
  | 'head_missing'
  /** The checkpoint's signature, predecessor or sums are not what was signed. */
  | 'checkpoint_changed'
  /** A checkpoint is gone. */
  | 'checkpoint_missing'
  /** The events recorded at a moment are not those that the log took note of. */
  | 'events_differ';

/** One finding of a verification, with its place. */
export interface Fault {
  readonly code: FaultCode;
  /** `2026-11-22/3` for a chain, `checkpoint 12`, or a moment. */
  readonly where: string;
  /** First row, by its number when it was appended; null when it is not about a row. */
  readonly no: number | null;
  /** Last row, or the other of two. */
  readonly to: number | null;
}

/** A finding about rows of a chain. */
export function rowFault(
  code: FaultCode,
  where: string,
  no: number | null = null,
  to: number | null = no,
): Fault {
  return { code, where, no, to };
}
