/** Why an import cannot go on at all; rows that are merely wrong are rejected one by one. */
export class ImportFailure extends Error {
  readonly code: string;
  readonly fix: string;

  constructor(code: string, message: string, fix: string) {
    super(message);
    this.name = 'ImportFailure';
    this.code = code;
    this.fix = fix;
  }
}
