/** Past talks: how long each slide took, against the plan; and where the next one's plan comes from. */

import type { Run, RunSlide, Runs } from '../../../server/wire/speaker-answers.ts';
import { isolateBidi } from '../../page/isolate-bidi.ts';
import { formatTime, type Plan } from '../talk/pace.ts';
import type { DeckSlide } from '../talk/speaker-deck.ts';
import { openDialog } from './dialogs.ts';
import { byId, make, write } from './dom.ts';

/** Asks the server for the runs that it remembers; none where it can't be asked. */
export async function fetchTalks(): Promise<readonly Run[]> {
  try {
    const response = await fetch('speaker/runs.json');
    if (!response.ok) return [];
    // What our own server answers.
    const { runs } = (await response.json()) as Runs;
    return runs;
  } catch {
    return [];
  }
}

/** The content of the dialog. */
export interface TalksShown {
  readonly talks: readonly Run[];
  readonly slides: readonly DeckSlide[];
  /** Planned duration in milliseconds. */
  readonly length: number | undefined;
  readonly plan: Plan | undefined;
  /** The one that the next is measured against. */
  readonly best: Run | undefined;
  /** Measures the next talk against this one, or no longer. */
  readonly choose: (talk: Run) => void;
  /** Shows this talk no more, and measures none against it. */
  readonly forget: (talk: Run) => void;
}

/** Opens the dialog. */
export function showTalks(shown: TalksShown): void {
  const { talks, best } = shown;
  const list = byId('talks-list');
  list.replaceChildren(...talks.map((talk) => talkDetails(talk, talk === (best ?? talks[0]), shown)));
  if (talks.length === 0) list.replaceChildren(make('p', 'The server remembers no talk with this deck.'));
  write(
    byId('talks-note'),
    best
      ? `The pace of the next talk is measured against that of ${when(best)}.`
      : 'The pace of the next talk is measured against the same time for every slide.',
  );
  byId('talks-log').hidden = talks.length === 0;
  openDialog('talks');
}

function talkDetails(talk: Run, open: boolean, shown: TalksShown): HTMLElement {
  const { slides, length, plan, best, choose, forget } = shown;
  const details = make('details');
  details.open = open;
  const against = length === undefined ? '' : `, planned ${formatTime(length)}`;
  details.append(make('summary', `${when(talk)}: ${formatTime(talk.total)}${against}`));
  const table = make('table');
  const head = make('tr');
  for (const name of ['Slide', 'Took', ...(plan ? ['Plan'] : [])])
    head.append(make('th', name, { scope: 'col' }));
  const body = make('tbody');
  body.append(...talk.slides.map((part) => slideRow(part, slides, plan)));
  const top = make('thead');
  top.append(head);
  table.append(top, body);
  const chooses = make('button', 'Measure against this talk', {
    type: 'button',
    'aria-pressed': String(talk === best),
  });
  chooses.addEventListener('click', () => choose(talk));
  const forgets = make('button', 'Forget this talk', { type: 'button' });
  forgets.addEventListener('click', () => forget(talk));
  const row = make('div', '', { class: 'row' });
  row.append(chooses, forgets);
  details.append(table, row);
  return details;
}

function slideRow(
  { slide, duration, visits }: RunSlide,
  slides: readonly DeckSlide[],
  plan: Plan | undefined,
): HTMLElement {
  const index = slides.findIndex(({ id }) => id === slide);
  const known = slides[index];
  const row = make('tr');
  const title = known ? `${known.number} ${isolateBidi(known.title)}` : slide;
  row.append(make('th', visits > 1 ? `${title} (${visits} times)` : title, { scope: 'row' }));
  row.append(make('td', formatTime(duration)));
  const [begin, end] = [plan?.[index], plan?.[index + 1]];
  if (plan) row.append(make('td', begin === undefined || end === undefined ? '' : formatTime(end - begin)));
  return row;
}

function when({ started }: Run): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(started);
}
