/** Clickers that people present with, the keys that their buttons send, and what a page does with each. */

/** What a button does: `nothing` leaves the slide, the screen and the page as they are. */
type Does = 'next' | 'previous' | 'black' | 'full screen' | 'nothing';

/** A button of a clicker. */
export interface Button {
  /** Keys as Playwright names them, in the order in which the button sends them. */
  readonly keys: readonly string[];
  readonly does: Does;
}

/** A clicker, or several that send the same. */
export interface Clicker {
  readonly device: string;
  readonly buttons: readonly Button[];
}

const paging: readonly Button[] = [
  { keys: ['PageDown'], does: 'next' },
  { keys: ['PageUp'], does: 'previous' },
];

/** From their makers' manuals, and from what their users have found. */
export const clickers: readonly Clicker[] = [
  {
    device: 'Logitech R400, R700, R800',
    buttons: [...paging, { keys: ['F5', 'Escape'], does: 'full screen' }, { keys: ['.'], does: 'black' }],
  },
  {
    device: 'Logitech Spotlight',
    buttons: [
      { keys: ['ArrowRight'], does: 'next' },
      { keys: ['ArrowLeft'], does: 'previous' },
    ],
  },
  {
    device: 'Kensington Presenter',
    buttons: [...paging, { keys: ['b'], does: 'black' }],
  },
  {
    device: 'Norwii N27',
    buttons: [
      { keys: ['ArrowDown'], does: 'next' },
      { keys: ['ArrowUp'], does: 'previous' },
      { keys: ['Tab'], does: 'nothing' },
    ],
  },
  {
    device: 'Others',
    buttons: [
      { keys: ['Enter'], does: 'next' },
      { keys: ['Shift+F5', 'Escape'], does: 'full screen' },
      { keys: ['AudioVolumeUp'], does: 'nothing' },
    ],
  },
];
