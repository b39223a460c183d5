/** Sends a resource: in the best coding, in part, or as "not modified". */
import type { FileHandle } from 'node:fs/promises';
import type { Context } from 'hono';
import type { Resource } from '../site/site.ts';
import { acceptedCodings } from './codings.ts';
import { allowsRange, matchesTag } from './conditions.ts';
import { openFile, streamFile } from './file-stream.ts';
import { parseRange, type Range } from './range.ts';
import { type Env, header, nodeOf } from './request.ts';
import { type Answer, commonHeaders, prepareVariants, type Variant, type Variants } from './variants.ts';

/** Creates a short response in plain text. */
export function textResponse(
  status: number,
  sentence: string,
  headers?: Readonly<Record<string, string>>,
): Response {
  const type = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(`${sentence}\n`, { status, headers: { ...type, ...commonHeaders, ...headers } });
}

/** What sending needs besides the request and the resource. */
export interface SendOptions {
  /** Whether the audience uses https. */
  readonly secure: boolean;
  /** Called when a file could not be sent to its end. */
  readonly report: (message: string) => void;
}

/** Sends a resource; `undefined` where its file is gone. */
export type Send = (c: Context<Env>, resource: Resource) => Response | Promise<Response | undefined>;

/** Creates `Send`. What is the same for every request of a resource is prepared at the first. */
export function createSend({ secure, report }: SendOptions): Send {
  const prepared = new WeakMap<Resource, Variants>();
  return (c, resource) => {
    let variants = prepared.get(resource);
    if (!variants) {
      variants = prepareVariants(resource, secure);
      prepared.set(resource, variants);
    }
    const variant = choose(variants, header(c, 'accept-encoding'));
    let answer = variant.full;
    let range: Range | undefined;
    if (resource.status === 200) {
      const tags = header(c, 'if-none-match');
      if (tags !== undefined && matchesTag(tags, variant.etag))
        return new Response(null, variant.notModified);
      const asked = askedRange(c, variant);
      if (asked === 'unsatisfiable') return unsatisfiable(variant);
      if (asked !== 'whole' && variant.partial) {
        range = asked;
        answer = partial(variant.partial, range, variant.size);
      }
    }
    const { bytes } = variant;
    if (bytes) return new Response(range ? bytes.subarray(range.first, range.last + 1) : bytes, answer);
    if (c.req.method === 'HEAD') return new Response(null, answer);
    return sendFile(c, { resource, answer, range: range ?? { first: 0, last: variant.size - 1 }, report });
  };
}

function choose(variants: Variants, acceptEncoding: string | undefined): Variant {
  for (const coding of acceptedCodings(acceptEncoding)) {
    const variant = variants.of(coding);
    if (variant) return variant;
  }
  // A resource in a single coding is better sent than refused, even to a client that refuses that coding.
  return variants.identity();
}

function askedRange(c: Context<Env>, variant: Variant): Range | 'whole' | 'unsatisfiable' {
  const range = header(c, 'range');
  if (range === undefined || !variant.partial || c.req.method !== 'GET') return 'whole';
  return allowsRange(header(c, 'if-range'), variant.etag) ? parseRange(range, variant.size) : 'whole';
}

function partial(answer: Answer, { first, last }: Range, size: number): Answer {
  const range = {
    'content-length': `${last - first + 1}`,
    'content-range': `bytes ${first}-${last}/${size}`,
  };
  return { status: answer.status, headers: { ...range, ...answer.headers } };
}

function unsatisfiable({ size }: Variant): Response {
  return textResponse(416, `This has ${size} bytes; the range is beyond them.`, {
    'content-range': `bytes */${size}`,
  });
}

interface FilePart {
  readonly resource: Resource;
  readonly answer: Answer;
  readonly range: Range;
  readonly report: (message: string) => void;
}

async function sendFile(c: Context<Env>, part: FilePart): Promise<Response | undefined> {
  const { resource, answer, range, report } = part;
  if (!('file' in resource.body)) throw new TypeError('A resource has neither bytes nor a file.');
  const { file, size } = resource.body;
  const handle: FileHandle | 'missing' | 'changed' = await openFile(file, size);
  if (handle === 'missing') return undefined;
  if (handle === 'changed') {
    return textResponse(503, 'This file is being changed. Try again in a moment.', { 'retry-after': '1' });
  }
  const broken = (error: Error) => {
    report(`${file} could not be sent to its end: ${error.message}`);
    // The length is promised already: closing the connection is the only way left to signal the error.
    nodeOf(c).outgoing?.destroy();
  };
  return new Response(streamFile(handle, range, broken), answer);
}
