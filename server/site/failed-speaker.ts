/** The speaker view of a deck that could not be compiled: what is wrong, and where, for whoever can repair it. */
import { errorPage, type PageFrame } from '../pages/error-page.ts';
import { contentPolicy } from '../pages/policy.ts';
import { compilePage } from './compile-page.ts';
import type { CompiledPage } from './compiled.ts';

/** Makes the page. It may quote notes, so only presenters get it. */
export function failedSpeaker(frame: PageFrame, place: string): Promise<CompiledPage> {
  const html = errorPage({
    ...frame,
    title: 'This deck has a mistake',
    remedy: 'Repair it and save; this page is right again after a reload.',
    place,
    home: '../',
  });
  return compilePage(html, contentPolicy(undefined), 5);
}
