import { SYMBOL_BITS, symbolOf, valueOfSymbol } from './alphabet.ts';

/**
 * Writes bytes with the alphabet of codes, the first bit first; the last symbol is filled up with
 * zero bits. 64 bytes become 103 symbols.
 */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= SYMBOL_BITS) {
      bits -= SYMBOL_BITS;
      text += symbolOf(held >> bits);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + symbolOf(held << (SYMBOL_BITS - bits));
}

/**
 * Reads what `encodeBase32` wrote; `null` for anything else. Exactly one text stands for the same
 * bytes: neither folding nor filling bits other than zero are accepted.
 */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * SYMBOL_BITS) / 8));
  let held = 0;
  let bits = 0;
  let length = 0;
  for (const symbol of text) {
    const value = valueOfSymbol(symbol);
    if (value === null) return null;
    held = (held << SYMBOL_BITS) | value;
    bits += SYMBOL_BITS;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length++] = held >> bits;
    held &= (1 << bits) - 1;
  }
  return bits < SYMBOL_BITS && held === 0 ? bytes : null;
}
