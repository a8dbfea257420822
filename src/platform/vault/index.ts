export { openBytes, sealBytes } from './cipher.ts';
export { DataKey } from './data-key.ts';
export { fileKeys } from './file-keys.ts';
export { givenKeys } from './given-keys.ts';
export { type KeyStore, namedKey } from './key-store.ts';
export { openVault } from './open-vault.ts';
export { type Rotated, rotateVault } from './rotate.ts';
export { Vault, type WrappedKey } from './vault.ts';
