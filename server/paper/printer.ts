/** Prints decks for presenters on demand, and caches the PDFs until the deck changes. */
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/launch-chromium.ts';
import type { Machine } from '../browser/machine.ts';
import type { Site } from '../site/site.ts';
import { layOutHandout } from './handout.ts';
import { print } from './print.ts';
import { openSheets } from './sheets.ts';

/** The slides; with lines beside them; with notes. */
export type PaperForm = 'slides' | 'handout' | 'notes';

/** A request to print. */
export interface PrintJob {
  readonly site: Site;
  readonly deck: string;
  readonly form: PaperForm;
  /** Public address of the site, ending in a slash. */
  readonly home: string | undefined;
}

/** Slides on a page of a handout. */
const PER_PAGE = 3;

/** The printer of a server. */
export class Printer {
  readonly #machine: Machine;
  /** The PDFs by deck, with the state of the deck that they show. */
  readonly #printed = new Map<string, { state: string; forms: Map<PaperForm, Promise<Uint8Array>> }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Returns the PDF. @throws {BrowserError} without a browser, {PaperError} where the deck did not compile */
  print(job: PrintJob): Promise<Uint8Array> {
    const { deck, form } = job;
    const state = stateOf(job);
    let printed = this.#printed.get(deck);
    if (printed?.state !== state) {
      printed = { state, forms: new Map() };
      this.#printed.set(deck, printed);
    }
    const { forms } = printed;
    const known = forms.get(form);
    if (known) return known;
    // One browser at a time: the talk on this machine comes first.
    const made = this.#last.then(() => this.#make(job));
    this.#last = made.catch(() => undefined);
    forms.set(form, made);
    made.catch(() => forms.delete(form));
    return made;
  }

  async #make({ site, deck, form, home }: PrintJob): Promise<Uint8Array> {
    const browser: Browser = await launchChromium(this.#machine);
    try {
      const sheets = await openSheets(browser, site, { deck, steps: false, home });
      if (form !== 'slides') await layOutHandout(sheets, { perPage: PER_PAGE, notes: form === 'notes' });
      return await print(sheets.page);
    } finally {
      await browser.close();
    }
  }
}

/** Returns the state of everything that a deck's pages show: its page, its notes and its pictures. */
function stateOf({ site, deck, home }: PrintJob): string {
  const own = [...site.resources].filter(([address]) => address.startsWith(`/${deck}/`));
  return JSON.stringify([home, ...own.map(([address, { etag }]) => [address, etag])]);
}
