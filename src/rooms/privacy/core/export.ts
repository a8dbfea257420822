import type { Words } from './holding.ts';

/** A person's data, as the JSON of an export. */
export interface PersonalExport {
  readonly hub: string;
  readonly program: string;
  readonly member: string;
  readonly request: string;
  readonly madeAt: string;
  /** Identifiers in the clear, balances, levels, tags, attributes. */
  readonly person: Readonly<Record<string, unknown>>;
  /** Purposes with what stands, and the history with its proofs. */
  readonly consents: unknown;
  /** What else the hub has, table by table. */
  readonly holdings: readonly {
    readonly table: string;
    readonly about: Words;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  }[];
  /** What is not given, and why. */
  readonly left: readonly { readonly table: string; readonly reason: string }[];
}
