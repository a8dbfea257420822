/** A row that cannot be used. It goes to the rejects file, the others go on. */
export class BadRow extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'BadRow';
    this.code = code;
  }
}
