import { createHmac, createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import { type Checkpoint, type CheckpointBody, textOf } from './core/checkpoint.ts';

/** A public Ed25519 key as RFC 8037 writes it. */
export interface PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly kid: string;
  /** The 32 bytes of the key in base64url. */
  readonly x: string;
}

/** The key with which a hub signs its checkpoints. */
export interface CheckpointSigner {
  /** What is published of the key (RFC 8037). */
  readonly publicKey: PublicKey;
  sign(body: CheckpointBody): Checkpoint;
  verify(checkpoint: Checkpoint): boolean;
}

/** The bytes that stand before the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A signer from the hub's secret: all processes of a hub sign with the same key. */
export function checkpointSigner(hubKey: Uint8Array): CheckpointSigner {
  const seed = createHmac('sha256', hubKey).update('hachi:audit:1').digest();
  const der = Buffer.concat([PKCS8_HEAD, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const open = createPublicKey(key);
  const { x } = open.export({ format: 'jwk' });
  const keyId = hash('sha256', x as string, 'hex').slice(0, 16);
  return {
    publicKey: { kty: 'OKP', crv: 'Ed25519', kid: keyId, x: x as string },
    sign: (body) => {
      const signature = sign(null, Buffer.from(textOf(body)), key).toString('hex');
      return { ...body, keyId, signature };
    },
    verify: (checkpoint) => {
      const signature = Buffer.from(checkpoint.signature, 'hex');
      return (
        checkpoint.keyId === keyId && verify(null, Buffer.from(textOf(checkpoint)), open, signature)
      );
    },
  };
}
