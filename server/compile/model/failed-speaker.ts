/** The speaker view of a deck that does not compile: the error and its place. */

import { contentPolicy } from '../../pages/content-policy.ts';
import { errorPage, type PageShell, shellAt } from '../../pages/error-page.ts';
import { mistakeAside } from '../../pages/mistake-aside.ts';
import type { CompiledPage } from './compiled.ts';
import { encodePage } from './encode.ts';

/** Writes the page. It may quote notes, so it must be sent to presenters only. */
export function failedSpeaker(frame: PageShell, place: string, toSite: string): Promise<CompiledPage> {
  const html = errorPage({
    ...shellAt(frame, toSite),
    title: 'This deck has a mistake',
    remedy: 'Repair it and save; this page is right again after a reload.',
    place,
    home: toSite,
  });
  return encodePage(html, contentPolicy(undefined), 5);
}

/** Returns the page of a deck that does not compile for a deck whose address is below folders. */
export function failedBelow(failed: CompiledPage, toSite: string): Promise<CompiledPage> {
  const html = Buffer.from(failed.bytes).toString('utf8').replaceAll('../', toSite);
  return encodePage(html, failed.policy, 5);
}

/** Returns the speaker view of the last version that compiled, with the current error added. */
export function speakerBefore(speaker: CompiledPage, error: string): Promise<CompiledPage> {
  const html = Buffer.from(speaker.bytes).toString('utf8') + mistakeAside([error]);
  return encodePage(html, speaker.policy, 5);
}
