/**
 * A member was found in memory by an identifier that is nobody's any more: the person has been
 * erased meanwhile. Whoever meets this forgets the identifiers of the batch and looks again.
 */
export class StaleMember extends Error {
  constructor() {
    super('a member was erased since it was looked up');
    this.name = 'StaleMember';
  }
}
