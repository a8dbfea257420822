import { bloomOf, type KeyedHash } from './bloom.ts';
import { namePartsOf } from './name.ts';

/** What is known of a person in plain words; it is never stored. */
export interface Known {
  readonly name?: string;
  /** `YYYY-MM-DD`. */
  readonly birthday?: string;
  readonly address?: string;
  /** Phones, e-mails, cards, app ids, devices. */
  readonly identifiers: readonly {
    readonly kind: string;
    readonly value: string;
    readonly verified: boolean;
  }[];
}

/** One identifier of a sketch: a number that stands for its value. */
export interface Mark {
  readonly kind: string;
  readonly token: number;
  readonly verified: boolean;
}

/** A person in a form that can be compared and stored, and from which no value can be read. */
export interface Sketch {
  readonly id: number;
  readonly marks: readonly Mark[];
  readonly given: Uint32Array | null;
  readonly surname: Uint32Array | null;
  /** Stands for the whole given name, and for the surname: 0 when there is none. */
  readonly givenToken: number;
  readonly surnameToken: number;
  /** Tokens of year, month and day; a month and a day of one number have one token. */
  readonly birthday: readonly [year: number, month: number, day: number] | null;
  readonly address: Uint32Array | null;
  readonly addressToken: number;
}

/** Makes a sketch of a person; the hash holds the key. */
export function sketchOf(id: number, known: Known, hash: KeyedHash): Sketch {
  const name = known.name === undefined ? null : namePartsOf(known.name);
  const date = known.birthday?.match(/^(\d{4})-(\d\d)-(\d\d)$/);
  const address = addressOf(known.address ?? '');
  return {
    id,
    marks: known.identifiers.map(({ kind, value, verified }) => ({
      kind,
      verified,
      token: hash(`${kind}:${value}`),
    })),
    given: name?.given ? bloomOf(name.given, hash) : null,
    surname: name?.surname ? bloomOf(name.surname, hash) : null,
    givenToken: name?.given ? hash(`given:${name.given}`) : 0,
    surnameToken: name?.surname ? hash(`surname:${name.surname}`) : 0,
    birthday: date
      ? [hash(`year:${date[1]}`), hash(`number:${date[2]}`), hash(`number:${date[3]}`)]
      : null,
    address: address === '' ? null : bloomOf(address, hash),
    addressToken: address === '' ? 0 : hash(`address:${address}`),
  };
}

function addressOf(raw: string): string {
  return raw
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '');
}

/** What is known now, on top of what was known before: what is not said again stays. */
export function joined(before: Sketch | null, now: Sketch): Sketch {
  if (!before) return now;
  const marks = new Map(before.marks.map((mark) => [`${mark.kind} ${mark.token}`, mark]));
  for (const mark of now.marks) marks.set(`${mark.kind} ${mark.token}`, mark);
  const name = now.given || now.surname ? now : before;
  const home = now.address ? now : before;
  return {
    id: now.id,
    marks: [...marks.values()],
    given: name.given,
    surname: name.surname,
    givenToken: name.givenToken,
    surnameToken: name.surnameToken,
    birthday: now.birthday ?? before.birthday,
    address: home.address,
    addressToken: home.addressToken,
  };
}
