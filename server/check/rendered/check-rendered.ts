/** Checks what only a browser shows: overfull slides, failing scripts, failed requests. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { ORIGIN, showSite } from '../../browser/private-site.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { nameAsFile } from '../../files/deck-names.ts';
import { encodePath, toPosix } from '../../files/paths.ts';
import type { OpenSite } from '../../site/load.ts';
import type { Site } from '../../site/site.ts';
import { Findings } from '../deck/findings.ts';
import { type OpenDeck, openDeck } from '../deck/open-deck.ts';
import { type Overflow, overflowsOf } from './overflow.ts';
import { FailedDiagrams } from './rendered-diagrams.ts';
import { measure, shapeOfDeck, slideThatAsks, statesOfDeck } from './rendered-in-page.ts';
import { flattenedOf, type Small, smallLettersOf } from './rendered-sizes.ts';

/** The parts of a check. */
export interface Rendering {
  readonly browser: Browser;
  readonly site: Site;
  readonly open: OpenSite;
  /** Folder for pictures of overfull slides. */
  readonly pictures: string;
  /** Called with progress messages. */
  readonly report: (message: string) => void;
  /** Milliseconds that a response may take after the last slide was seen. */
  readonly timeout?: number;
}

/** A window to check in. */
interface Window {
  readonly size: { readonly width: number; readonly height: number };
  /** Whether it is a phone's, for which some themes have another shape of slides. */
  readonly isPhone: boolean;
}

/** The height is set by the slides' ratio. */
const STAGE: Window = { size: { width: 1280, height: 720 }, isPhone: false };

/**
 * As tall as a phone's, and as narrow as possible without triggering reveal.js's scroll view, in which slides
 * have the same shape.
 */
const PHONE: Window = { size: { width: 480, height: 1040 }, isPhone: true };

/** Font size in pixels that is readable from the last row, on a stage 720 high: 50 lines of it would fill it. */
const LEAST_LETTERS = 14;

/** Milliseconds for a deck to become ready. */
const READY_TIMEOUT_MS = 30_000;

/** Milliseconds to wait for responses after the last slide. */
const ANSWER_MS = 3_000;

/** Types of requests that end: scripts may keep others open, and media are fetched as they play. */
const ENDING: ReadonlySet<string> = new Set(['image', 'stylesheet', 'script', 'font']);

/** Checks every slide of every deck that compiles, before its first step and after its last. */
export async function checkRendered(rendering: Rendering): Promise<readonly Diagnostic[]> {
  const { site, open, report } = rendering;
  const found: Diagnostic[] = [];
  for (const files of open.found.decks) {
    if (site.resources.get(`/${files.name}/`)?.status !== 200) continue;
    report(`Looking at ${files.name}`);
    found.push(...(await checkDeck(await openDeck(files, open), rendering)));
  }
  return found;
}

async function checkDeck(deck: OpenDeck, rendering: Rendering): Promise<readonly Diagnostic[]> {
  const look: Look = { rendering, findings: new Findings(deck), full: new Set() };
  const { name } = deck.deck;
  if (await lookAt(name, STAGE, look)) await lookAt(name, PHONE, look);
  return look.findings.diagnostics;
}

interface Look {
  readonly rendering: Rendering;
  readonly findings: Findings;
  /** Slides and kinds of overflow that are reported already. */
  readonly full: Set<string>;
}

/** Checks all slides in a window. Returns whether they have another shape on phones. */
async function lookAt(deck: string, window: Window, { rendering, findings, full }: Look): Promise<boolean> {
  const { browser, site, pictures, timeout = ANSWER_MS } = rendering;
  const context = await showSite(browser, site, { role: 'presenter', size: window.size });
  try {
    const page = await context.newPage();
    const failed = new Map<string, string>();
    const unanswered = new Set<Request>();
    const diagrams = new FailedDiagrams();
    findings.current = undefined;
    listen(page, findings, { failed, unanswered, diagrams });
    // The load event may never come if another host does not respond.
    await page.goto(`${ORIGIN}/${encodePath(deck)}/`, { waitUntil: 'commit' });
    const ready = page.waitForSelector('.reveal.ready', { state: 'attached', timeout: READY_TIMEOUT_MS });
    if ((await ready.catch(() => undefined)) === undefined) {
      findings.add(NOT_READY, undefined);
      return false;
    }
    const { ratio, hasPhone } = await page.evaluate(shapeOfDeck);
    const { width } = window.size;
    if (!window.isPhone) await page.setViewportSize({ width, height: Math.round(width * ratio) });
    for (const state of await page.evaluate(statesOfDeck)) {
      findings.current = state;
      const overflows = overflowsOf(await page.evaluate(measure, state), window);
      if (!window.isPhone) await tellSizes(page, findings);
      const file = join(pictures, `${nameAsFile(deck)}-${state.number}${window.isPhone ? '-phone' : ''}.png`);
      for (const overflow of overflows) {
        const known = `${state.number} ${overflow.kind}`;
        if (full.has(known)) continue;
        full.add(known);
        if (!findings.add(tooFull(overflow, file, window), state, overflow.words)) continue;
        await mkdir(pictures, { recursive: true });
        await writeFile(file, await page.screenshot());
      }
    }
    await diagrams.tell(page, findings);
    for (const end = performance.now() + timeout; unanswered.size > 0 && performance.now() < end; )
      await page.waitForTimeout(20);
    for (const request of unanswered) failed.set(request.url(), `no answer within ${timeout / 1000} seconds`);
    for (const [url, why] of failed) {
      findings.add(requestFailed(url, why), await page.evaluate(slideThatAsks, url), posix.basename(url));
    }
    return hasPhone;
  } finally {
    await context.close();
  }
}

/** Adds findings about what is too small on the current slide. */
async function tellSizes(page: Page, findings: Findings): Promise<void> {
  const small = await page.evaluate(smallLettersOf, LEAST_LETTERS);
  if (small) findings.add(tooSmall(small), findings.current, small.words);
  const flattened = await page.evaluate(flattenedOf);
  if (flattened !== undefined) findings.add(NO_ROOM, findings.current, flattened);
}

/** What is reported after the last slide. */
interface Noted {
  /** Failed requests, by address, and why. */
  readonly failed: Map<string, string>;
  /** Requests that may still fail. */
  readonly unanswered: Set<Request>;
  readonly diagrams: FailedDiagrams;
}

/** Collects script errors and failed requests. */
function listen(page: Page, findings: Findings, { failed, unanswered, diagrams }: Noted): void {
  page.on('pageerror', ({ message }) => {
    if (diagrams.take(message)) return;
    const hint = 'The browser’s console shows where, when this slide is open.';
    findings.add({ rule: 'script-error', reason: `a script failed: ${message}`, hint }, findings.current);
  });
  page.on('request', (request) => {
    if (ENDING.has(request.resourceType()) && request.frame() === page.mainFrame()) unanswered.add(request);
  });
  page.on('requestfinished', (request) => unanswered.delete(request));
  page.on('response', (response) => {
    if (response.status() >= 400) failed.set(response.url(), `status ${response.status()}`);
  });
  page.on('requestfailed', (request) => {
    unanswered.delete(request);
    const why = request.failure()?.errorText ?? 'no answer';
    // Browsers abort requests of which they have enough, such as recordings.
    if (why !== 'net::ERR_ABORTED') failed.set(request.url(), why);
  });
}

const NOT_READY: Finding = {
  rule: 'script-error',
  reason: `the deck is not ready after ${READY_TIMEOUT_MS / 1000} seconds`,
  hint: 'Open it in a browser, and see what its console says.',
};

function tooFull({ reason, hint }: Overflow, file: string, { isPhone }: Window): Finding {
  return {
    rule: 'overflow',
    reason: `${isPhone ? 'on a phone, ' : ''}${reason}, see ${toPosix(file)}`,
    hint,
  };
}

function tooSmall({ pixels, words }: Small): Finding {
  return {
    rule: 'small-letters',
    reason: `the letters of this diagram are ${pixels} pixels high where the stage has 720: “${words}”`,
    hint: `From the last row, ${LEAST_LETTERS} can be read. Say less in it, turn it (\`LR\` for \`TD\`), or give it the whole slide.`,
  };
}

const NO_ROOM: Finding = {
  rule: 'no-room',
  reason: 'what is to fill the height that is left is not seen: the rest of the slide takes all of it',
  hint: 'Say less on the slide, or take `r-stretch` away.',
};

function requestFailed(url: string, why: string): Finding {
  const address = url.startsWith(`${ORIGIN}/`) ? url.slice(ORIGIN.length) : url;
  return {
    rule: 'failed-request',
    reason: `\`${address}\` could not be loaded (${why})`,
    hint: 'Correct the address, or put the file beside the deck.',
  };
}
