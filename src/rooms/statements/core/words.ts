/** One thing said in both languages of the hub. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** A name as the program document has it: one text, or one per language. */
export type Label = string | { readonly en: string; readonly zh?: string };

/** A label in both languages; what has no name is called by its id. */
export function wordsOf(label: Label | undefined, id: string): Words {
  if (label === undefined) return { en: id, zh: id };
  if (typeof label === 'string') return { en: label, zh: label };
  return { en: label.en, zh: label.zh ?? label.en };
}
