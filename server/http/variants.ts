/** A resource's answers, prepared once: headers and tags of each coding, so that a request allocates none of them. */
import type { Resource } from '../site/site.ts';
import type { Coding } from './codings.ts';

/** Status and headers, as `new Response` takes them. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
}

/** One coding of a resource. */
export interface Variant {
  readonly etag: string;
  /** Length of the body in bytes. */
  readonly size: number;
  /** Absent for a file. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly full: Answer;
  readonly notModified: Answer;
  /** What a part of the body is sent with, but for `content-range` and `content-length`; absent where no part is. */
  readonly partial?: Answer;
}

export type Variants = { readonly identity: Variant } & { readonly [coding in Coding]?: Variant };

/** Suffixes that tell the codings' strong tags apart. */
const suffixes = { identity: '', br: '-br', gzip: '-gz' } as const;

const cacheControl = {
  immutable: 'public, max-age=31536000, immutable',
  revalidate: 'no-cache',
  never: 'no-store',
} as const;

/** Headers of every answer. */
export const commonHeaders = {
  'x-content-type-options': 'nosniff',
  // Players that decks embed refuse to play without a referrer; only the origin is told, never the deck's address.
  'referrer-policy': 'strict-origin-when-cross-origin',
} as const;

/** An SVG that is opened by itself is a document: what it may do there is show itself. */
const svgPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

/** Prepares a resource's answers. `secure`: the audience comes over https, where browsers heed the opener policy. */
export function prepareVariants(resource: Resource, secure: boolean): Variants {
  const { body } = resource;
  if (!('bytes' in body))
    return { identity: prepare({ resource, secure, coding: 'identity', size: body.size }) };
  const encoded = (coding: Coding, bytes: Uint8Array) =>
    prepare({ resource, secure, coding, size: bytes.length, bytes });
  return {
    identity: encoded('identity', body.bytes),
    ...(body.brotli && { br: encoded('br', body.brotli) }),
    ...(body.gzip && { gzip: encoded('gzip', body.gzip) }),
  };
}

interface Part {
  readonly resource: Resource;
  readonly secure: boolean;
  readonly coding: Coding;
  readonly size: number;
  readonly bytes?: Uint8Array;
}

function prepare({ resource, secure, coding, size, bytes }: Part): Variant {
  const { body, status } = resource;
  const etag = resource.etag.replace(/"$/, `${suffixes[coding]}"`);
  const varies = 'bytes' in body && (body.brotli !== undefined || body.gzip !== undefined);
  const ranges = coding === 'identity' && status === 200;
  const validators = {
    etag,
    'cache-control': resource.reader === 'presenter' ? 'private, no-store' : cacheControl[resource.cache],
    ...(varies && { vary: 'accept-encoding' }),
  };
  const headers = {
    ...validators,
    ...commonHeaders,
    'content-type': resource.type,
    ...(resource.type.startsWith('text/html') && secure && { 'cross-origin-opener-policy': 'same-origin' }),
    ...(resource.type.startsWith('image/svg') && { 'content-security-policy': svgPolicy }),
    ...resource.headers,
    ...(coding !== 'identity' && { 'content-encoding': coding }),
    ...(ranges && { 'accept-ranges': 'bytes' }),
  };
  return {
    etag,
    size,
    ...(bytes && { bytes: asBuffer(bytes) }),
    full: { status, headers: { 'content-length': String(size), ...headers } },
    notModified: { status: 304, headers: { ...validators, ...commonHeaders } },
    ...(ranges && { partial: { status: 206, headers } }),
  };
}

/** The same memory as a Buffer, which Node sends without wrapping it for each request. */
function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer<ArrayBuffer> {
  return buffer instanceof ArrayBuffer
    ? Buffer.from(buffer, byteOffset, length)
    : Buffer.from(new Uint8Array(buffer, byteOffset, length));
}
