/** `lectern check`: what is wrong with the decks, before the talk. */
import { isAbsolute, join, relative } from 'node:path';
import { checkSite } from '../check/check-site.ts';
import { countErrors, inOrder, writeReport } from '../check/report.ts';
import type { Host } from '../cli/host.ts';
import type { CheckOptions } from '../cli/options.ts';
import { loadOnce } from '../compiler/compiler.ts';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import { slashed } from '../files/paths.ts';
import { type LoadOptions, type OpenSite, openSite } from '../site/load.ts';
import type { Site } from '../site/site.ts';

/** Checks, and prints what was found. The exit code is 1 where something is certainly wrong. */
export async function checkDecks(options: CheckOptions, host: Host): Promise<number> {
  const loading: LoadOptions = {
    path: options.path,
    siteFile: options.siteFile,
    buildDirectory: host.buildDirectory,
    cacheDirectory: host.cacheDirectory,
  };
  const site = await loadOnce({
    loading,
    node: host.node.path,
    pid: host.processes.pid,
    report: () => {},
  });
  const open = await openSite(loading);
  const diagnostics = inOrder([
    ...toldOf(site),
    ...(await checkSite(site, open)),
    ...(options.render ? await render(site, open, { options, host }) : []),
  ]);
  const { root } = open.found;
  const report = {
    diagnostics: diagnostics.map((diagnostic) => ({
      ...diagnostic,
      file: fromHere(root, diagnostic.file),
    })),
    decks: site.decks.length,
    slides: site.decks.reduce((sum, { slides }) => sum + slides, 0),
  };
  host.out.write(writeReport(report, options.format, host.out.colors));
  return countErrors(diagnostics) > 0 ? 1 : 0;
}

/** What a browser finds. @throws {BrowserError} where there is none */
async function render(
  site: Site,
  open: OpenSite,
  { options, host }: { readonly options: CheckOptions; readonly host: Host },
): Promise<readonly Diagnostic[]> {
  const { launchChromium } = await import('../browser/launch.ts');
  const { checkRendered } = await import('../check/rendered/rendered.ts');
  const browser = await launchChromium(host);
  try {
    return await checkRendered({
      browser,
      site,
      open,
      pictures: options.pictures,
      report: (message) => host.err.write(`${message}\n`),
    });
  } finally {
    await browser.close();
  }
}

/** What loading the site has told. */
function toldOf({ diagnostics, decks }: Site): Diagnostic[] {
  return [...diagnostics, ...decks.flatMap((deck) => deck.diagnostics)];
}

/** A path as messages have it, from the folder that is served, as one from the working directory, if it lies below. */
function fromHere(root: string, file: string): string {
  const path = isAbsolute(file) ? file : join(root, file);
  const way = relative('.', path);
  return slashed(way.startsWith('..') ? path : way);
}
