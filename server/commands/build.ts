/** `lectern build`: compiles the decks, seals them into one file, and writes the static site. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../package.json';
import { readClientBundle } from '../bundle/client.ts';
import { noticesText } from '../bundle/works/notices.ts';
import type { Host } from '../cli/host.ts';
import type { BuildOptions } from '../cli/options.ts';
import { finishPictures } from '../compile/pictures/make-picture.ts';
import { kilobytes, partsTable } from '../seal/parts.ts';
import { SealError } from '../seal/seal-error.ts';
import { sealFile } from '../seal/seal-file.ts';
import { readSealedCode } from '../seal/sealed-code.ts';
import { bytesOf } from '../seal/sealed-file.ts';
import { heldDecks } from '../seal/static/static-files.ts';
import { usedAddresses } from '../seal/used-addresses.ts';
import { worksIn } from '../seal/works-in-site.ts';
import { loadSite } from '../site/load.ts';
import type { Site } from '../site/site.ts';
import { createProblemReporter } from '../terminal/banner.ts';
import { buildStatic } from './build-static.ts';
import { writeOutput } from './write-output.ts';

/** Name of the sealed file. */
const FILE = 'lectern.mjs';

/** File name of the report on the size of each part. */
const REPORT = 'report.html';

/** Builds the outputs. @throws {SealError} where a deck does not compile or something is too large */
export async function buildDecks(options: BuildOptions, host: Host): Promise<void> {
  const { out, key, notes } = options;
  const programs = options.program || options.oci ? await import('./build-program.ts') : undefined;
  if (options.oci) programs?.requireLinux(host);
  const images = options.boot && (await import('./build-boot.ts'));
  await images?.requirePc(host);
  const site = await compile(options, host);
  const client = await readClientBundle(host.buildDirectory);
  const held = options.static ? heldDecks(site) : [];
  const hasStatic = options.static && held.length === 0;
  const toldOfStatic = hasStatic ? await buildStatic(site, { client, options, host }) : '';
  const used = usedAddresses(site, client);
  const made = { buildDirectory: host.buildDirectory, used };
  const works = worksIn(site, { ...made, server: 'sealed', redis: options.redis });
  const licenses = noticesText('This file', works);
  const code = await readSealedCode(host.buildDirectory);
  const { file, sealed, parts } = await sealFile(site, {
    used,
    key: notes ? key : undefined,
    licenses,
    code,
    version,
    ...(options.redis && {
      sharing: await readFile(join(host.buildDirectory, 'redis', 'server.js'), 'utf8'),
    }),
  });
  const target = await writeOutput(join(out, FILE), (draft) =>
    writeFile(draft, bytesOf(file), { mode: 0o755 }),
  );

  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const { colors } = host.out;
  const size = colors ? `\u001b[1m${kilobytes(all)}\u001b[0m` : kilobytes(all);
  host.out.write(`${target}: ${size}. Run it: node ${target}\n\n${partsTable(parts, colors)}\n`);
  host.out.write(`${notesSentence(options)}\n${toldOfStatic}`);
  if (options.report) {
    const { reportPage } = await import('../seal/size-report.ts');
    const styles = client.textOf('client/styles/pages.css');
    const page = await reportPage({ file: FILE, title: site.title, parts, styles });
    const report = await writeOutput(join(out, REPORT), (draft) => writeFile(draft, page));
    host.out.write(`What it is made of: ${report}\n`);
  }
  if (programs) {
    host.out.write(
      await programs.buildProgram(
        {
          sealed,
          title: site.title,
          works: worksIn(site, { ...made, server: 'program', redis: options.redis }),
        },
        { options, host },
      ),
    );
  }
  if (images && options.boot) {
    const content = { sealed, code, title: site.title, works };
    host.out.write(await images.buildBoot(content, { options, boot: options.boot, host }));
  }
  if (held.length > 0) {
    throw new SealError(
      `The static site was not written: ${held.join(', ')} holds back what has not been shown (audience: shown-only), which files cannot. Build it for other decks, or leave it out with --no-static; ${FILE} is there.`,
    );
  }
}

/** Loads the site in the form to be sealed, which is the same each time. */
async function compile({ path, siteFile, deck, notes }: BuildOptions, host: Host): Promise<Site> {
  const loading = {
    path,
    siteFile,
    only: deck,
    form: { notes, keepsIds: false },
    buildDirectory: host.buildDirectory,
    cacheDirectory: host.cacheDirectory,
    report: (message: string) => host.err.write(`${message}\n`),
  };
  const first = await loadSite(loading);
  // A sealed file makes no pictures, so all are made before.
  const made = await finishPictures(first.pictures, {
    cacheDirectory: host.cacheDirectory,
    report: host.reportError,
  });
  const site = made > 0 ? await loadSite(loading) : first;
  host.err.write(createProblemReporter(host.err.colors)(site));
  const broken = site.decks.filter(({ errors }) => errors.length > 0).map(({ name }) => name);
  if (broken.length > 0) {
    throw new SealError(
      `Nothing was built, since ${broken.join(', ')} did not compile. Repair what is shown above.`,
    );
  }
  return site;
}

/** Returns a sentence on who can read the notes. */
function notesSentence({ notes, key }: BuildOptions): string {
  if (!notes) return 'The notes are not in it.';
  return key === undefined
    ? 'Whoever has the file can read the notes in it. --key encrypts them, --no-notes leaves them out.'
    : 'The notes in it are encrypted; the key that it was built with opens them.';
}
