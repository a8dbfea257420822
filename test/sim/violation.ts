/** Something that must never be: which member it was seen at, and what. */
export class Violation extends Error {
  readonly member: string | null;

  constructor(member: string | null, message: string) {
    super(message);
    this.member = member;
  }
}

/** Compares what is with what should be, as JSON. @throws {Violation} when they differ. */
export function same(member: string | null, what: string, found: unknown, wanted: unknown): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is !== should)
    throw new Violation(member, `${what}\n  the hub:   ${is}\n  the model: ${should}`);
}
