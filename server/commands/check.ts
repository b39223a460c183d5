/** `lectern check`: reports what is wrong with the decks before the talk. */
import { isAbsolute, join, relative } from 'node:path';
import { checkSite } from '../check/check-site.ts';
import { countErrors, inOrder, writeReport } from '../check/report.ts';
import type { Host } from '../cli/host.ts';
import type { CheckOptions } from '../cli/options.ts';
import { loadOnce } from '../compiler/compiler.ts';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import { toPosix } from '../files/paths.ts';
import { type LoadOptions, type OpenSite, openSite } from '../site/load.ts';
import type { Site } from '../site/site.ts';

/** Checks the decks and prints a report. The exit code is 1 where there are errors. */
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
      file: fromWorkingDirectory(root, diagnostic.file),
    })),
    decks: site.decks.length,
    slides: site.decks.reduce((sum, { slides }) => sum + slides, 0),
  };
  host.out.write(writeReport(report, options.format, host.out.colors));
  return countErrors(diagnostics) > 0 ? 1 : 0;
}

/** Checks the slides in a browser. @throws {BrowserError} where there is none */
async function render(
  site: Site,
  open: OpenSite,
  { options, host }: { readonly options: CheckOptions; readonly host: Host },
): Promise<readonly Diagnostic[]> {
  const { launchChromium } = await import('../browser/launch-chromium.ts');
  const { checkRendered } = await import('../check/rendered/check-rendered.ts');
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

/** Returns the diagnostics of loading the site. */
function toldOf({ diagnostics, decks }: Site): Diagnostic[] {
  return [...diagnostics, ...decks.flatMap((deck) => deck.diagnostics)];
}

/** Returns a path relative to the served folder as one relative to the working directory, if it is below that. */
function fromWorkingDirectory(root: string, file: string): string {
  const path = isAbsolute(file) ? file : join(root, file);
  const way = relative('.', path);
  return toPosix(way.startsWith('..') ? path : way);
}
