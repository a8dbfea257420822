/** A step as the eight bytes, highest first, over which the HMAC of RFC 4226 is made. */
export function stepBytes(step: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(step));
  return bytes;
}

/** The decimal code of an HMAC: dynamic truncation of RFC 4226, the last `digits` digits. */
export function truncate(hmac: Uint8Array, digits: number): string {
  const offset = hmac[hmac.length - 1]! & 15;
  const view = new DataView(hmac.buffer, hmac.byteOffset, hmac.byteLength);
  const number = view.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}
