/** Encrypts and decrypts what is for presenters with their key: scrypt and AES-256-GCM from Node's crypto. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { Secret, Vault } from './format.ts';

/**
 * OWASP's recommendation for scrypt with 32 MiB (Password Storage Cheat Sheet): a fifth of a second for each
 * key.
 */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };

const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** As NIST SP 800-38D recommends for GCM. */
const NONCE_BYTES = 12;

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

/** Encrypts a secret; `bytes` are the body that the vault's number refers to. */
export async function encryptVault(
  secret: Secret,
  key: string,
): Promise<{ readonly vault: Omit<Vault, 'number'>; readonly bytes: Buffer }> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv('aes-256-gcm', await derive(key, salt, KEY_BYTES, COST), nonce);
  const plain = brotliCompressSync(JSON.stringify(secret));
  const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
  const text = (value: Buffer) => value.toString('base64');
  return { vault: { salt: text(salt), nonce: text(nonce), tag: text(cipher.getAuthTag()) }, bytes };
}

/** Decrypts a vault's bytes; undefined for a wrong key. */
export async function decryptVault(
  { salt, nonce, tag }: Omit<Vault, 'number'>,
  bytes: Uint8Array,
  key: string,
): Promise<Secret | undefined> {
  const binary = (text: string) => Buffer.from(text, 'base64');
  const derived = await derive(key, binary(salt), KEY_BYTES, COST);
  const decipher = createDecipheriv('aes-256-gcm', derived, binary(nonce), { authTagLength: 16 });
  decipher.setAuthTag(binary(tag));
  let plain: Buffer;
  try {
    plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch {
    // The tag does not match: a wrong key, or a file that was changed.
    return undefined;
  }
  // Written by `encryptVault`, as its tag proves.
  return JSON.parse(brotliDecompressSync(plain).toString('utf8')) as Secret;
}
