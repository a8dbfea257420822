import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ImportFailure } from './import-failure.ts';

const FINGERPRINT_CHARACTERS = 16;

/** A short digest, for ids that would be too long and for fingerprints. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, FINGERPRINT_CHARACTERS);
}

/** The size of the file as it lies there, for the progress bar. */
export async function fileSize(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw unreadable(path, new Error('it is not a file'));
}

/**
 * The content of a file as a stream, unpacked when it is gzip (told by its first bytes, not by
 * its name) and turned into UTF-8. `onBytes` hears how much of the file itself was read.
 */
export async function openBytes(
  path: string,
  encoding: string,
  onBytes: (count: number) => void = () => {},
): Promise<Readable> {
  const packed = await isGzip(path);
  const file = createReadStream(path);
  file.on('data', (chunk) => onBytes(chunk.length));
  file.pause();
  const steps: Transform[] = packed ? [createGunzip()] : [];
  if (!/^utf-?8$/i.test(encoding)) steps.push(decoder(encoding));
  const last = steps.at(-1);
  if (!last) return keepError(file);
  pipeline([file, ...steps], () => {});
  return keepError(last);
}

/**
 * A short broken file may fail before its reader listens. The error must wait for the reader in
 * `stream.errored` then, instead of ending the process as one that nobody heard.
 */
function keepError(stream: Readable): Readable {
  return stream.on('error', () => {});
}

/** Names what is in the file, packed or not: the same content, the same fingerprint. */
export async function fingerprintFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await openBytes(path, 'utf-8')) hash.update(chunk);
  } catch (error) {
    throw unreadable(path, error);
  }
  return hash.digest('hex').slice(0, FINGERPRINT_CHARACTERS);
}

async function isGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

function decoder(encoding: string): Transform {
  let text: TextDecoder;
  try {
    text = new TextDecoder(encoding);
  } catch {
    const fix = 'Name one that the WHATWG Encoding Standard knows: utf-8, gb18030, windows-1252.';
    throw new ImportFailure('encoding_unknown', `The encoding "${encoding}" is not known.`, fix);
  }
  return new Transform({
    transform(chunk: Buffer, _, done) {
      done(null, text.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, text.decode());
    },
  });
}

/** Says that a file cannot be read, and why. */
export function unreadable(path: string, error: unknown): ImportFailure {
  const why = error instanceof Error ? error.message : String(error);
  const fix = 'Check the path, the permissions, and that a packed file is complete.';
  return new ImportFailure('file_unreadable', `${path} cannot be read: ${why}.`, fix);
}
