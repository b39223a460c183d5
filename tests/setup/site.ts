/** Creates sites without decks, for tests of the server. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { ServerOptions } from '../../server/cli/options.ts';
import { createApp } from '../../server/serve/app.ts';
import type { Resource, Site } from '../../server/site/site.ts';

/** Long enough to be worth compressing. */
export const pageText = `<!doctype html><title>Talk</title>${'<p>The quick brown fox.</p>'.repeat(50)}`;

/** Creates a resource with defaults. */
export function resource(part: Partial<Resource> = {}): Resource {
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    etag: '"tag"',
    cache: 'revalidate',
    reader: 'anyone',
    body: { bytes: Buffer.from('bytes') },
    headers: {},
    ...part,
  };
}

/** Creates a compressible page. */
export function page(part: Partial<Resource> = {}): Resource {
  const bytes = Buffer.from(pageText);
  return resource({
    body: { bytes, brotli: brotliCompressSync(bytes), gzip: gzipSync(bytes) },
    headers: { 'content-security-policy': "default-src 'self'" },
    ...part,
  });
}

/** Creates a site of these resources. */
export function siteOf(resources: Readonly<Record<string, Resource>>): Site {
  return {
    title: 'Decks',
    warnings: [],
    diagnostics: [],
    decks: [],
    resources: new Map(Object.entries(resources)),
    held: new Map(),
    lastGood: new Map(),
    pictures: [],
    notFound: resource({
      status: 404,
      etag: '"none"',
      body: { bytes: Buffer.from('There is nothing here.') },
    }),
    frame: { fontFaces: '', styles: '', icon: '../_/icon.svg' },
  };
}

/** Creates an app over a site of these resources, and returns its reports, too. */
export function appOf(
  resources: Readonly<Record<string, Resource>>,
  options: Partial<Pick<ServerOptions, 'base' | 'url' | 'tls' | 'trustProxy'>> = {},
  isDraining = () => false,
) {
  const site = siteOf(resources);
  const reports: string[] = [];
  const app = createApp({
    site: () => site,
    options: { base: '', trustProxy: false, ...options },
    machine: 'Lectern-Box',
    isDraining,
    report: (message) => reports.push(message),
  });
  return { app, reports };
}
