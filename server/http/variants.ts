/** A resource's answers, each prepared once: headers and tags of each coding, so that a request allocates none of them. */
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

/** A resource's codings, each prepared when somebody first accepts it. */
export interface Variants {
  identity(): Variant;
  /** Undefined for a coding that the resource does not come in. */
  of(coding: Coding): Variant | undefined;
}

/** Where a body has the codings that make it shorter. */
const fields = { br: 'brotli', gzip: 'gzip' } as const;

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
  const prepared: Partial<Record<Coding, Variant>> = {};
  const encoded = (coding: Coding, bytes: Uint8Array) => {
    const variant = prepare({ resource, secure, coding, size: bytes.length, bytes });
    prepared[coding] = variant;
    return variant;
  };
  const identity = () => {
    if (prepared.identity) return prepared.identity;
    if ('bytes' in body) return encoded('identity', body.bytes);
    prepared.identity = prepare({ resource, secure, coding: 'identity', size: body.size });
    return prepared.identity;
  };
  return {
    identity,
    of(coding) {
      if (coding === 'identity') return identity();
      const bytes = prepared[coding] || !('bytes' in body) ? undefined : body[fields[coding]];
      return bytes ? encoded(coding, bytes) : prepared[coding];
    },
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
  // Asking for the value could make it.
  const varies = 'brotli' in body || 'gzip' in body;
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
