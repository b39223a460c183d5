/**
 * The responses of a resource, prepared once: headers and tags per coding, so that a request allocates none of
 * them.
 */
import type { Resource } from '../site/site.ts';
import type { Coding } from './codings.ts';

/** Status and headers, as `new Response` takes them. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
}

/** A resource in one coding. */
export interface Variant {
  readonly etag: string;
  /** Length of the body in bytes. */
  readonly size: number;
  /** Absent for a file. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly full: Answer;
  readonly notModified: Answer;
  /** For part of the body, without `content-range` and `content-length`; absent where ranges are not supported. */
  readonly partial?: Answer;
}

/** The codings of a resource, each prepared when it is first accepted. */
export interface Variants {
  identity(): Variant;
  /** Returns the resource in a coding; undefined where it does not come in it. */
  of(coding: Coding): Variant | undefined;
}

/** The fields of a body that hold its compressed forms. */
const fields = { br: 'brotli', gzip: 'gzip' } as const;

/** Suffixes that tell the strong tags of the codings apart. */
const suffixes = { identity: '', br: '-br', gzip: '-gz' } as const;

const cacheControl = {
  immutable: 'public, max-age=31536000, immutable',
  revalidate: 'no-cache',
  never: 'no-store',
} as const;

/** Headers of every response. */
export const commonHeaders = {
  'x-content-type-options': 'nosniff',
  // Embedded players refuse to play without a referrer; only the origin is sent, never the deck's address.
  'referrer-policy': 'strict-origin-when-cross-origin',
} as const;

/** An SVG that is opened directly is a document: it may only display itself. */
const svgPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox";

/** Prepares a resource's responses. `secure`: the audience uses https, where browsers honour the opener policy. */
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
  // Checks for the key only, since reading the value could compress it.
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

/** Returns the same memory as a Buffer, which Node sends without wrapping it for each request. */
function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer<ArrayBuffer> {
  return buffer instanceof ArrayBuffer
    ? Buffer.from(buffer, byteOffset, length)
    : Buffer.from(new Uint8Array(buffer, byteOffset, length));
}
