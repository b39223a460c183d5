/** `lectern export DECK`: writes a plain page of reveal.js with its files, which stands without Lectern. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { plainReveal } from '../bundle/scripts/plain-reveal.ts';
import type { Host } from '../cli/host.ts';
import type { ExportOptions } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { nameAsFile } from '../files/deck-names.ts';
import { discover } from '../files/discover.ts';
import { decodeLoosely } from '../files/paths.ts';
import { SealError } from '../seal/seal-error.ts';
import { PLAIN_FILES, plainPage } from '../seal/static/plain-page.ts';
import { heldDecks } from '../seal/static/static-files.ts';
import { loadSite } from '../site/load.ts';
import type { Resource, Site } from '../site/site.ts';
import { createProblemReporter } from '../terminal/banner.ts';
import { namedDeck } from './named-deck.ts';
import { OWN_CODE } from './own-code.ts';
import { refuseTaken, writeFolder } from './write-folder.ts';

/** What only our own scripts do. */
const OURS: Readonly<Record<string, string>> = {
  cast: 'recordings of terminals',
  mermaid: 'diagrams that browsers draw',
  'code-lines': 'long code that scrolls to the lines of its step',
};

/** A picture behind a slide whose address has characters that reveal.js itself encodes twice, so that it finds none. */
const ENCODED_TWICE = /\sdata-background(?:-image)?="([^"]*%(?:2[346BCF]|3[ABDF]|40)[^"]*)"/gi;

/** Exports a deck. @throws SealError where it does not compile, or holds slides back */
export async function exportDeck({ deck, out }: ExportOptions, host: Host): Promise<void> {
  const { path, name: named } = namedDeck(deck);
  const names = discover(path).decks.map(({ name }) => name);
  const isPath = named === undefined;
  const name = isPath ? names[0] : names.find((each) => each === named);
  if (name === undefined || (isPath && names.length > 1)) {
    throw new UsageError(
      `Name one deck: there ${isPath ? 'are' : `is no ${deck} among`} ${names.join(', ')}.`,
    );
  }
  const own = nameAsFile(name);
  const folder = out ?? `${own}-reveal`;
  refuseTaken(folder, `lectern export ${deck} --out ${own}-page`);
  const site = await loadSite({
    path,
    only: name,
    buildDirectory: host.buildDirectory,
    cacheDirectory: host.cacheDirectory,
    report: (message) => host.err.write(`${message}\n`),
  });
  if (heldDecks(site).length > 0) {
    throw new SealError(
      `${name} holds slides back (audience: shown-only), and a page of files cannot. Change audience to export it.`,
    );
  }
  host.err.write(createProblemReporter(host.err.colors)(site));
  const plain = plainPage(pageOf(site));
  const { script, styles, license } = plainReveal();
  const texts = new Map<string, string | Uint8Array>([
    [PLAIN_FILES.page, plain.html],
    [PLAIN_FILES.styles, plain.css],
    [PLAIN_FILES.script, script],
    [PLAIN_FILES.reveal, styles],
    [PLAIN_FILES.license, license],
  ]);
  const copies = new Map<string, string>();
  for (const [file, { body }] of filesOf(site, plain.html + plain.css)) {
    if (Object.values(PLAIN_FILES).some((ours) => ours === file || file.startsWith(`${ours}/`))) {
      throw new SealError(
        `${name} has a file of its own at ${file}, where the exported page has another. Rename it to export the deck.`,
      );
    }
    if ('file' in body) copies.set(file, body.file);
    else texts.set(file, body.bytes);
  }
  await writeFolder(folder, { texts, copies });
  const still = [
    ...plain.features.flatMap((word) => OURS[word] ?? []),
    ...(plain.html.includes(OWN_CODE) ? ['QR codes that lead to the deck itself'] : []),
    ...(plain.hasScript ? ['the deck’s own scripts (client)'] : []),
  ];
  const lost = new Set([...plain.html.matchAll(ENCODED_TWICE)].map(([, address = '']) => address));
  host.out.write(
    [
      `${join(folder, PLAIN_FILES.page)} is written: a page of reveal.js with its files. It needs neither Lectern nor a server.`,
      'Notes, comments and hidden slides are not in it.',
      ...(lost.size > 0
        ? [
            `reveal.js finds no picture behind a slide by these addresses, rename them: ${[...lost].join(', ')}.`,
          ]
        : []),
      ...(still.length > 0 ? [`What scripts show is missing: ${still.join(', ')}.`] : []),
      '',
    ].join('\n'),
  );
}

function pageOf(site: Site): string {
  const page = site.resources.get('/');
  if (!page || !('bytes' in page.body)) return '';
  return Buffer.from(page.body.bytes).toString('utf8');
}

/** Returns the public files that the page or its styles name, and those that pages in frames name, by path. */
function filesOf({ resources }: Site, text: string): [string, Resource][] {
  const files = [...resources].flatMap(([address, resource]) => {
    const path = address.slice(1);
    const isFile =
      resource.reader === 'anyone' && /\.\w+$/.test(path) && !/^(?:sw\.js|offline\.json)$/.test(path);
    return isFile ? [[path, resource] satisfies [string, Resource]] : [];
  });
  const names = plainly(text);
  const named = files.filter(([path]) => names.includes(path));
  // Their addresses are relative to their own folders.
  const framed = plainly(named.map(([, resource]) => pageText(resource)).join('\n'));
  return files.filter((file) => named.includes(file) || framed.includes(basename(file[0])));
}

/** Returns the text of a page; empty for other files. */
function pageText({ body, type }: Resource): string {
  if (!type.startsWith('text/html')) return '';
  return 'bytes' in body ? Buffer.from(body.bytes).toString('utf8') : readFileSync(body.file, 'utf8');
}

/** Returns HTML and CSS with the names in it as they are on disk: authors encode some of a name’s characters, or none. */
function plainly(text: string): string {
  const once = text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return `${once}\n${once.replace(/(?:%[\da-f]{2})+/gi, decodeLoosely)}`;
}
