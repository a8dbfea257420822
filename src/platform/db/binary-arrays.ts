/**
 * Array parameters in PostgreSQL's binary format, for statements that write a batch: nothing has to
 * be quoted here and nothing unquoted there. Layout: dimensions, null flag, element type, size,
 * lower bound, then each element with its length in front (-1 for null).
 * Source: `array_recv` in PostgreSQL's src/backend/utils/adt/arrayfuncs.c.
 */

const HEADER_BYTES = 20;
const NULL_BYTES = 0xffffffff;
/** UTF-16 units become at most three bytes of UTF-8 each. */
const UTF8_BYTES_MAX = 3;
const TWO_32 = 2 ** 32;

const OID = { bytea: 17, int8: 20, int4: 23, text: 25, json: 114, float8: 701 } as const;

/** A `bigint[]` of safe integers. */
export function int8s(values: readonly (number | null)[]): Buffer {
  return fixed(OID.int8, 8, values, (buffer, value, at) => {
    buffer.writeInt32BE(Math.floor(value / TWO_32), at);
    buffer.writeUInt32BE(
      value >= 0 ? value % TWO_32 : ((value % TWO_32) + TWO_32) % TWO_32,
      at + 4,
    );
  });
}

/** An `integer[]`. */
export function int4s(values: readonly (number | null)[]): Buffer {
  return fixed(OID.int4, 4, values, (buffer, value, at) => buffer.writeInt32BE(value, at));
}

/** A `float8[]`; epoch milliseconds travel as these. */
export function float8s(values: readonly (number | null)[]): Buffer {
  return fixed(OID.float8, 8, values, (buffer, value, at) => buffer.writeDoubleBE(value, at));
}

/** A `text[]`. */
export function textArray(values: readonly (string | null)[]): Buffer {
  return strings(OID.text, values);
}

/** A `json[]` of documents written out. */
export function jsonArray(values: readonly string[]): Buffer {
  return strings(OID.json, values);
}

/** A `bytea[]` from hexadecimal texts of one length. */
export function hexArray(values: readonly string[]): Buffer {
  const bytes = (values[0]?.length ?? 0) / 2;
  return fixed(OID.bytea, bytes, values, (buffer, value, at) => buffer.write(value, at, 'hex'));
}

/** A `bytea[]` of any lengths. */
export function bytesArray(values: readonly (Uint8Array | null)[]): Buffer {
  let size = HEADER_BYTES;
  for (const value of values) size += 4 + (value?.length ?? 0);
  const buffer = Buffer.allocUnsafe(size);
  let at = header(buffer, OID.bytea, values.length);
  for (const value of values) {
    if (value === null) {
      at = buffer.writeUInt32BE(NULL_BYTES, at);
      continue;
    }
    at = buffer.writeUInt32BE(value.length, at);
    buffer.set(value, at);
    at += value.length;
  }
  return buffer.subarray(0, values.length === 0 ? 12 : at);
}

function fixed<T extends number | string>(
  oid: number,
  bytes: number,
  values: readonly (T | null)[],
  write: (buffer: Buffer, value: T, at: number) => void,
): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + values.length * (4 + bytes));
  let at = header(buffer, oid, values.length);
  for (const value of values) {
    if (value === null) {
      at = buffer.writeUInt32BE(NULL_BYTES, at);
      continue;
    }
    at = buffer.writeUInt32BE(bytes, at);
    write(buffer, value, at);
    at += bytes;
  }
  return buffer.subarray(0, values.length === 0 ? 12 : at);
}

function strings(oid: number, values: readonly (string | null)[]): Buffer {
  let most = HEADER_BYTES;
  for (const value of values) most += 4 + (value === null ? 0 : value.length * UTF8_BYTES_MAX);
  const buffer = Buffer.allocUnsafe(most);
  let at = header(buffer, oid, values.length);
  for (const value of values) {
    if (value === null) {
      at = buffer.writeUInt32BE(NULL_BYTES, at);
      continue;
    }
    const bytes = buffer.write(value, at + 4, 'utf8');
    buffer.writeUInt32BE(bytes, at);
    at += 4 + bytes;
  }
  return buffer.subarray(0, values.length === 0 ? 12 : at);
}

/** An empty array has no dimension: its header ends behind the element type. */
function header(buffer: Buffer, oid: number, size: number): number {
  buffer.writeUInt32BE(size === 0 ? 0 : 1, 0);
  buffer.writeUInt32BE(1, 4);
  buffer.writeUInt32BE(oid, 8);
  buffer.writeUInt32BE(size, 12);
  return buffer.writeUInt32BE(1, 16);
}
