/** Fills in what decks state of the machine that was booted for them: each page when it is first asked for. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { BootedMachine } from '../cli/host.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import { BOOTED, type BootedFigures, fillFigures } from '../deck/features/stated-figures/stated-figures.ts';
import { contentHash } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { changeSlides, heldDeck } from '../site/held.ts';
import type { HeldDeck, Resource } from '../site/site.ts';
import { bytesOf, lazyBody } from './lazy-body.ts';

/** The figures of a machine, read once, and the moment from which it counts as booted. */
export interface MachineFigures {
  /** Called once the server answers. */
  listening(): void;
  figures(): BootedFigures;
}

/** Returns what decks may state of a machine. */
export function machineFigures({ on, imageBytes, ...machine }: BootedMachine): MachineFigures {
  // Not at the first request, before which a machine may wait for its audience.
  const seconds = once(machine.secondsSinceStart);
  return {
    listening: seconds,
    figures: once(() => {
      const processes = machine.countProcesses();
      return {
        on,
        in: seconds().toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
        ...(imageBytes !== undefined && { size: grouped(imageBytes) }),
        ...(processes !== undefined && { processes: grouped(processes) }),
      };
    }),
  };
}

/** Returns a page with the figures filled in, which is another version of it. */
export function filledPage(page: Resource, figures: () => BootedFigures): Resource {
  return changed(page, (html) => fillFigures(html, BOOTED, figures()));
}

/** Returns an offline list that names the version of a filled page instead of the sealed one's. */
export function listWithVersion(list: Resource, sealed: Resource, filled: Resource): Resource {
  const version = ({ etag }: Resource) => `?${etag.replaceAll('"', '')}`;
  return changed(list, (text) => text.replaceAll(version(sealed), version(filled)));
}

/** Returns a held deck with the figures filled in. */
export function filledHeld(
  page: HeldPage,
  files: ReadonlyMap<string, Resource>,
  figures: () => BootedFigures,
): HeldDeck {
  const sealed = heldDeck({ page, files });
  const fill = (html: string) => fillFigures(html, BOOTED, figures());
  const filled = once(() => heldDeck({ page: changeSlides(page, fill), files }));
  return { ...sealed, answer: (address, shown, from) => filled().answer(address, shown, from) };
}

/** Returns a resource with another text, made at its first request. */
function changed(resource: Resource, change: (text: string) => string): Resource {
  const { body } = resource;
  const bytes = once(() => Buffer.from(change(Buffer.from(bytesOf(body)).toString('utf8'))));
  const forms = lazyBody({
    bytes,
    // A fast quality: whoever asks first waits for it.
    ...('brotli' in body && {
      brotli: () => brotliCompressSync(bytes(), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    }),
    ...('gzip' in body && { gzip: () => gzipSync(bytes()) }),
  });
  return {
    ...resource,
    body: forms,
    get etag() {
      return `"${contentHash(bytes())}"`;
    },
  };
}

function grouped(value: number): string {
  return value.toLocaleString('en');
}
