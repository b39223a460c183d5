/** Computes the figures of a sealed file from the file alone, and reads those that its decks state. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { bodiesIn } from '../../server/sealed/tail.ts';
import { payloadOf } from './sealed.ts';

/** Figures as decks show them. */
export interface StatedFigures {
  readonly size: string;
  readonly parts: string;
  readonly digest: string;
}

/** Computes the figures. */
export function figuresOf(file: string): StatedFigures {
  const bytes = readFileSync(file);
  const { site, ends, server } = payloadOf(file);
  const text = bytes.toString('utf8');
  const code = text.slice(0, text.lastIndexOf('\nfunction lecternPayload()')).split('\n').slice(2).join('\n');
  const hash = createHash('sha256');
  const add = (part: string | Uint8Array) => hash.update(part).update('\0');
  const stored = bodiesIn(bytes, ends);
  const bodyOf = ({ number, brotli }: { readonly number: number; readonly brotli: boolean }) =>
    brotli ? brotliDecompressSync(stored(number)) : stored(number);
  const blank = (body: Buffer) =>
    Buffer.from(
      body.toString('latin1').replace(/(<span data-sealed=\\?"[a-z]+\\?">)[^<]*(?=<\/span>)/g, '$1'),
      'latin1',
    );
  const { resources, notFound, held, licenses, vault: _, ...rest } = site;
  add(code);
  add(brotliDecompressSync(stored(server)));
  add(JSON.stringify(rest));
  add(bodyOf(licenses));
  for (const [address, { type, body }] of [...resources, ['', notFound] as const]) {
    if (type.startsWith('application/x-asciicast') || address.endsWith('/offline.json')) continue;
    add(address);
    add(type.startsWith('text/html') ? blank(bodyOf(body)) : bodyOf(body));
  }
  for (const [name, body] of held) {
    add(name);
    add(blank(bodyOf(body)));
  }
  return {
    size: bytes.length.toLocaleString('en'),
    // The server is among the bodies; the addresses are a part, too.
    parts: String(ends.length + 1),
    digest: hash.digest('hex'),
  };
}

/** Returns the figures that a page states; empty for none. */
export function statedIn(html: string): StatedFigures {
  const said = (name: string) =>
    new RegExp(`<span data-sealed="${name}">([^<]*)</span>`).exec(html)?.[1] ?? '';
  return { size: said('size'), parts: said('parts'), digest: said('digest').replaceAll(' ', '') };
}
