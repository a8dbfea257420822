import type { ProgramDocument } from '../../rooms/program/index.ts';

type Label = string | { readonly en: string; readonly zh?: string } | undefined;

/** What the program calls its parts. */
export interface Labels {
  readonly currencies: ReadonlyMap<string, Label>;
  readonly rules: ReadonlyMap<string, Label>;
  /** By `set/level`. */
  readonly levels: ReadonlyMap<string, Label>;
}

interface Named {
  readonly id: string;
  readonly name?: Label;
}

/** Gathers the names of a program's parts. */
export function labelsOf(document: ProgramDocument | null): Labels {
  const { points, earning, tiers } = (document ?? {}) as {
    points?: Readonly<Record<string, { readonly name?: Label }>>;
    earning?: readonly Named[];
    tiers?: readonly { readonly set: string; readonly levels: readonly Named[] }[];
  };
  return {
    currencies: new Map(Object.entries(points ?? {}).map(([id, { name }]) => [id, name])),
    rules: new Map((earning ?? []).map(({ id, name }) => [id, name])),
    levels: new Map(
      (tiers ?? []).flatMap(({ set, levels }) =>
        levels.map(({ id, name }) => [`${set}/${id}`, name] as const),
      ),
    ),
  };
}

/** A name by language; without one, the id. */
export function namesOf(label: Label, id: string): Record<string, string> {
  if (label === undefined) return { en: id };
  return typeof label === 'string' ? { en: label } : { ...label };
}
