/** Builds the static form of the site. */
import { join } from 'node:path';
import { BrowserError, launchChromium } from '../browser/launch-chromium.ts';
import type { ClientBundle } from '../bundle/client.ts';
import { noticesText } from '../bundle/works/notices.ts';
import type { Host } from '../cli/host.ts';
import type { BuildOptions } from '../cli/options.ts';
import { PREVIEW_SIZE, takePreview } from '../paper/deck-preview.ts';
import { replaceFolder } from '../seal/static/replace-folder.ts';
import type { Preview } from '../seal/static/site-metadata.ts';
import { LICENSES, staticFiles } from '../seal/static/static-files.ts';
import { usedAddresses } from '../seal/used-addresses.ts';
import { worksIn } from '../seal/works-in-site.ts';
import { type Site, standsAt } from '../site/site.ts';
import { OWN_CODE, withoutAddress } from './own-code.ts';

/** Its folder in the output folder. */
const FOLDER = 'site';

/** The client, options and host. */
interface Build {
  readonly client: ClientBundle;
  readonly options: Pick<BuildOptions, 'out' | 'url' | 'speakerViews'>;
  readonly host: Host;
}

/** Writes the static site, and returns the message about it. @throws {SealError} where it cannot be written */
export async function buildStatic(site: Site, { client, options, host }: Build): Promise<string> {
  const { out, url, speakerViews } = options;
  const files = staticFiles(site, {
    speakerViews,
    url,
    previews: url ? await takePreviews(site, host) : new Map(),
    used: (each) => usedAddresses(each, client),
    licenses: (used) =>
      noticesText('This site', worksIn(site, { buildDirectory: host.buildDirectory, used })),
  });
  if (url === undefined) {
    for (const name of decksWithOwnCode(site)) host.reportError(withoutAddress(name));
  }
  const target = join(out, FOLDER);
  await replaceFolder(target, files);
  const notes = speakerViews ? 'with the notes for everyone who looks for them' : 'without notes';
  return `${target}: the static site, for any web host, ${notes}. ${LICENSES} has the licences of what is in it.\n`;
}

/** Returns the decks with a QR code that leads to the deck itself. */
function decksWithOwnCode(site: Site): readonly string[] {
  return site.decks
    .map(({ name }) => name)
    .filter((name) => {
      const body = site.resources.get(standsAt(site, name))?.body;
      return body && 'bytes' in body && Buffer.from(body.bytes).includes(OWN_CODE);
    });
}

/** Takes a preview picture of each deck, if there is a browser. */
async function takePreviews(site: Site, host: Host): Promise<ReadonlyMap<string, Preview>> {
  const previews = new Map<string, Preview>();
  try {
    const browser = await launchChromium(host);
    try {
      for (const { name } of site.decks) {
        const address = name === site.atRoot ? '/' : `/${name}/`;
        const bytes = await takePreview(browser, site, address);
        previews.set(address, { path: `${address.slice(1)}preview.png`, bytes, ...PREVIEW_SIZE });
      }
    } finally {
      await browser.close();
    }
  } catch (error) {
    if (!(error instanceof BrowserError)) throw error;
    host.reportError(`The static site has no pictures for those who link to its decks. ${error.message}`);
  }
  return previews;
}
