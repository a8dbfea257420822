/** Words in both languages of the hub. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/**
 * What one table holds about a member, as the room that owns it declares it: given out with an
 * export, or named with the reason why not.
 */
export type Holding = {
  readonly table: string;
  /** The room that writes it. */
  readonly room: string;
} & (
  | {
      readonly about: Words;
      /** Which rows are the member's: by this column, or by this SQL, where $1 is the number. */
      readonly by?: string;
      readonly where?: string;
      readonly order: string;
      /** Columns that are not the member's business, or somebody else's. */
      readonly without?: readonly string[];
      /** Columns that hold JSON as text. */
      readonly json?: readonly string[];
    }
  | { readonly exempt: string }
);

/** A holding that is given out. */
export type Shown = Extract<Holding, { about: Words }>;

/** Names of columns by which a row is somebody's. */
export const OF_SOMEBODY = /^(.*_)?(member|friend|advocate)_id$/;
