/** Maps keys to actions: those of reveal.js, of ordinary clickers, and a few of our own. Pure. */

/** A direction of reveal.js: columns are left and right, a column's slides above and below. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/** The action of a key. */
export type KeyAction =
  | { readonly type: 'forward' | 'backward'; readonly skipSteps: boolean }
  | { readonly type: 'turn'; readonly direction: Direction; readonly skipSteps: boolean }
  | { readonly type: 'first' | 'last' | 'column-top' | 'column-end' }
  | {
      readonly type:
        | 'black'
        | 'jump'
        | 'help'
        | 'pointer'
        | 'audience'
        | 'clock'
        | 'larger'
        | 'smaller'
        | 'fullscreen';
    };

/** The relevant part of a keyboard event. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  arrowleft: 'left',
  h: 'left',
  arrowright: 'right',
  l: 'right',
  arrowup: 'up',
  k: 'up',
  arrowdown: 'down',
  j: 'down',
};

/** With Shift, an arrow goes as far as possible. */
const FARTHEST = { left: 'first', right: 'last', up: 'column-top', down: 'column-end' } as const;

const PLAIN: Readonly<Record<string, Exclude<KeyAction, { skipSteps: boolean }>['type']>> = {
  home: 'first',
  end: 'last',
  b: 'black',
  v: 'black',
  '.': 'black',
  ';': 'black',
  ':': 'black',
  '/': 'black',
  o: 'jump',
  g: 'jump',
  '?': 'help',
  f1: 'help',
  d: 'pointer',
  q: 'audience',
  t: 'clock',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  f: 'fullscreen',
  // Some clickers send it to start a talk; a reload would interrupt the screen.
  f5: 'fullscreen',
};

const MOVES: ReadonlySet<KeyAction['type']> = new Set([
  'forward',
  'backward',
  'turn',
  ...Object.values(FARTHEST),
]);

/** Returns whether an action leads to another place. */
export function isMove({ type }: KeyAction): boolean {
  return MOVES.has(type);
}

/** Returns the action of a key; undefined for the browser's own keys. */
export function actionOf({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyPress): KeyAction | undefined {
  if (ctrlKey || metaKey) return undefined;
  const name = key.toLowerCase();
  const skipSteps = altKey;
  if (name === ' ') return { type: shiftKey ? 'backward' : 'forward', skipSteps };
  if (name === 'n' || name === 'pagedown') return { type: 'forward', skipSteps };
  if (name === 'p' || name === 'pageup') return { type: 'backward', skipSteps };
  const direction = Object.hasOwn(DIRECTIONS, name) ? DIRECTIONS[name] : undefined;
  if (direction) return shiftKey ? { type: FARTHEST[direction] } : { type: 'turn', direction, skipSteps };
  if (altKey) return undefined;
  if (name === 'enter') return { type: 'forward', skipSteps };
  const type = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  return type && { type };
}
