/** Shows the session's state: slides, position, time, lamps. Updates only what differs. */
import { addSign } from '../../live/connection-sign.ts';
import { isolateBidi } from '../../page/isolate-bidi.ts';
import type { Link } from '../talk/link-quality.ts';
import { forward } from '../talk/outline.ts';
import { describeLag, formatTime, lag, type Plan, timeLeft } from '../talk/pace.ts';
import type { Session } from '../talk/session.ts';
import type { SpeakerDeck } from '../talk/speaker-deck.ts';
import { byId, write } from './dom.ts';
import { NotesView } from './notes-view.ts';
import { Preview } from './slide-preview.ts';

/** The plan that the talk is compared with. */
export interface Schedule {
  readonly plan: Plan;
  /** Duration in milliseconds. */
  readonly length: number;
}

const LINKS: Readonly<Record<Link, string>> = {
  connecting: 'Connecting',
  good: 'Connected',
  unlogged: 'Not logged',
  slow: 'Slow connection',
  lost: 'Connection lost',
};

/** The stage leads its own screen without the room, and this page without the stage. */
const CUT_OFF = 'No connection: the projector does not follow. Step on the stage itself.';

const UNLOGGED =
  'The server cannot write its log. The talk goes on; a restart of the server would forget the place.';

/** The speaker view's console. */
export class View {
  readonly notes = new NotesView();
  readonly current = new Preview('current');
  readonly #step = new Preview('step-preview');
  readonly #next = new Preview('slide-preview');
  readonly #clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
  readonly #sign = addSign(document.body, CUT_OFF);
  #shown = '';

  /** Shows everything. */
  show(deck: SpeakerDeck, session: Session, schedule: Schedule | undefined): void {
    this.#showSlides(deck, session);
    write(byId('watching').querySelector('b'), String(session.watching));
    this.showTime(session, schedule);
    write(byId('title'), isolateBidi(deck.title));
  }

  /** Shows what changes by itself. */
  showTime(session: Session, schedule: Schedule | undefined): void {
    const { elapsed, running } = session;
    const left = schedule && timeLeft(schedule.length, elapsed);
    fill('left', formatTime(left ?? elapsed), left === undefined ? 'elapsed' : left < 0 ? 'over' : 'left');
    fill('elapsed', formatTime(elapsed), schedule ? `of ${formatTime(schedule.length)}` : '');
    byId('elapsed').classList.toggle('absent', schedule === undefined);
    byId('left').classList.toggle('over', left !== undefined && left < 0);
    const pace = schedule && elapsed > 0 && describeLag(lag(schedule.plan, session.place.index, elapsed));
    lamp('pace', pace ? pace.state : 'none', pace ? pace.text : '');
    write(byId('start'), running ? 'Pause' : elapsed > 0 ? 'Go on' : 'Start');
    byId('time').classList.toggle('standing', !running);
    const now = new Date();
    const time = byId('clock').querySelector('time');
    write(time, this.#clock.format(now));
    this.#showLamps(session);
  }

  #showSlides(deck: SpeakerDeck, { place, paused, live }: Session): void {
    const { slides } = deck;
    const slide = slides[place.index];
    const ahead = forward(slides, place);
    const hasStep = ahead.index === place.index && ahead.f !== place.f;
    this.current.show(deck, slide, place.f);
    this.#step.show(deck, hasStep ? slide : undefined, ahead.f);
    this.#next.show(deck, slides[place.index + 1], -1);
    this.notes.show(slide, place.f);
    document.body.classList.toggle('stepping', hasStep);
    const shown = slide?.number ?? '0';
    // Numbers of columns and rows have no total.
    const number =
      deck.format === 'line' ? `Slide ${shown} of ${deck.total}` : `Slide ${shown}, ${deck.total} in all`;
    write(byId('number'), number);
    const steps = slide?.steps ?? 0;
    write(byId('step'), steps > 0 ? `step ${place.f + 1} of ${steps}` : '');
    write(byId('next-step-title'), hasStep ? 'Next step' : 'No step left');
    const next = slides[place.index + 1];
    write(byId('next-slide-title'), next ? `Next: ${isolateBidi(next.title)}` : 'This is the last slide');
    byId('current').classList.toggle('black', paused);
    const black = byId('black');
    black.setAttribute('aria-pressed', String(paused));
    document.body.classList.toggle('live', live);
    const told = paused ? 'The screen is black' : `${number}: ${isolateBidi(slide?.title ?? '')}`;
    if (told !== this.#shown) write(byId('announcement'), told);
    this.#shown = told;
  }

  #showLamps(session: Session): void {
    const link = session.link();
    lamp('link', link, LINKS[link]);
    byId('link').title = link === 'unlogged' ? UNLOGGED : '';
    // What the room said last may be true no more.
    if (link === 'lost') lamp('live', 'lost', 'Offline');
    else lamp('live', session.live ? 'on' : 'off', session.live ? 'Live' : 'Not live');
    this.#sign.setConnected(link !== 'lost');
  }
}

function fill(id: string, figure: string, label: string): void {
  const element = byId(id);
  write(element.querySelector('b'), figure);
  write(element.querySelector('span'), label);
}

/** Shows a state in colour, shape and words. */
function lamp(id: string, state: string, text: string): void {
  const element = byId(id);
  if (element.dataset.state !== state) element.dataset.state = state;
  write(element.querySelector('span'), text);
}
