/** How a key is called: never given to another key, safe to show and to write down. */
export const KEY_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

const KEY = /^hk_([a-z0-9][a-z0-9-]{0,39})_[\w-]{43}$/;

/** A key as its holder keeps it: `hk_till-7_` and 43 random characters, 256 bits. */
export function keyText(id: string, secret: string): string {
  return `hk_${id}_${secret}`;
}

/** Which key a text claims to be; null when it cannot be one. */
export function keyIdOf(text: string): string | null {
  return KEY.exec(text)?.[1] ?? null;
}
