/** Maps buttons, keys and clickers to commands. */
import { stepOfArrow } from '../page/arrows.ts';
import { isWritten, ownsPress } from '../page/focus.ts';
import { actionOf, type KeyAction } from '../room/keys.ts';
import { TapFilter } from './talk/tap-filter.ts';
import { vibrate } from './talk/vibrate.ts';
import { closeDialog, currentDialog } from './view/dialogs.ts';
import { byId } from './view/dom.ts';

/** The commands. */
export interface Commands {
  act(action: KeyAction): void;
  /** Opens the list of slides with a first digit. */
  type(digit: string): void;
  press(button: string): void;
}

/** The buttons with a key of the same action. */
const BUTTONS: Readonly<Record<string, KeyAction>> = {
  next: { type: 'forward', skipSteps: false },
  previous: { type: 'backward', skipSteps: false },
  black: { type: 'black' },
  pointer: { type: 'pointer' },
  'audience-button': { type: 'audience' },
  'slides-button': { type: 'jump' },
  'help-button': { type: 'help' },
  start: { type: 'clock' },
  larger: { type: 'larger' },
  smaller: { type: 'smaller' },
};

/** All other buttons. */
const OTHERS = [
  'menu-button',
  'phone-button',
  'phone-again',
  'talks-button',
  'paper-button',
  'clicks-button',
  'arrows-button',
  'end-button',
  'revoke-button',
  'reset',
];

/** Listens for as long as the page is open. */
export function listen(commands: Commands): void {
  const taps = new TapFilter();
  for (const [id, action] of Object.entries(BUTTONS)) {
    onPress(id, (byTouch) => {
      const isStep = action.type === 'forward' || action.type === 'backward';
      if (byTouch !== undefined && isStep && !taps.accepts(id, performance.now())) return;
      if (byTouch && isStep) vibrate();
      commands.act(action);
    });
  }
  for (const id of OTHERS) onPress(id, () => commands.press(id));

  document.addEventListener('keydown', (event) => takeKey(event, commands));
}

function takeKey(event: KeyboardEvent, commands: Commands): void {
  const { key, altKey, ctrlKey, metaKey, repeat } = event;
  const focus = event.target instanceof Element ? event.target : undefined;
  if (event.defaultPrevented || (isWritten(focus) && !/^(Page(Up|Down)|F5)$/.test(key))) return;
  if (/^(Enter| )$/.test(key) && ownsPress(focus)) return;
  const sheet = currentDialog();
  if (/^\d$/.test(key) && !(altKey || ctrlKey || metaKey || sheet)) {
    event.preventDefault();
    commands.type(key);
    return;
  }
  const action = actionOf({
    altKey,
    ctrlKey,
    metaKey,
    shiftKey: event.shiftKey,
    key: stepOfArrow(event) ?? key,
  });
  if (!action) return;
  const closes = isStep(action) || (sheet?.id === 'help' && action.type === 'help');
  if (sheet && !closes && action.type !== 'black' && action.type !== 'fullscreen') return;
  event.preventDefault();
  if (repeat && !isStep(action)) return;
  if (closes) closeDialog();
  if (!(sheet && action.type === 'help')) commands.act(action);
}

function isStep({ type }: KeyAction): boolean {
  return type === 'forward' || type === 'backward' || type === 'turn';
}

/** Calls back with whether it was a touch; undefined for the keyboard. */
function onPress(id: string, pressed: (byTouch: boolean | undefined) => void): void {
  const button = byId(id);
  button.addEventListener('click', (event) => {
    const byHand = event.detail > 0;
    const byTouch = event instanceof PointerEvent && event.pointerType === 'touch';
    // A focused button would receive a clicker's next Space or Enter.
    if (byHand) button.blur();
    pressed(byHand ? byTouch : undefined);
  });
}
