/** The presenter's pointer at a stage: while it is on, the mouse moves a dot on every screen. */

import type { Dot } from './pointer-dot.ts';
import type { RoomContext } from './reveal/role-controller.ts';

/** Milliseconds between two positions, about the rate of a screen. */
const POINTER_MS = 40;

/** The key that toggles it: D for dot, since L is a step in reveal.js. */
const KEY = { keyCode: 68, key: 'D', description: 'Pointer on and off' };

/** Adds the key. Returns how to remove it. */
export function pointWith({ reveal, deck, slides, connection }: RoomContext, dot: Dot): () => void {
  let isOn = false;
  let waiting: { readonly x: number; readonly y: number } | undefined;
  let turn: ReturnType<typeof setTimeout> | undefined;

  reveal.addKeyBinding(KEY, () => turnOn(!isOn));
  return () => {
    turnOn(false);
    reveal.removeKeyBinding(KEY.keyCode);
  };

  function turnOn(on: boolean): void {
    if (isOn === on) return;
    isOn = on;
    deck.classList.toggle('is-pointing', on);
    if (on) {
      deck.addEventListener('pointermove', move);
      deck.addEventListener('pointerleave', hide);
    } else {
      deck.removeEventListener('pointermove', move);
      deck.removeEventListener('pointerleave', hide);
      hide();
    }
  }

  function move({ clientX, clientY, pointerType }: PointerEvent): void {
    // A finger swipes.
    if (pointerType === 'touch') return;
    const box = slides.getBoundingClientRect();
    const x = round((clientX - box.left) / box.width);
    const y = round((clientY - box.top) / box.height);
    if (x < 0 || x > 1 || y < 0 || y > 1) {
      hide();
      return;
    }
    waiting = { x, y };
    dot.show(waiting);
    if (turn === undefined) tell();
  }

  function tell(): void {
    turn = undefined;
    if (!waiting) return;
    connection.send({ type: 'pointer', ...waiting });
    waiting = undefined;
    turn = setTimeout(tell, POINTER_MS);
  }

  function hide(): void {
    clearTimeout(turn);
    turn = undefined;
    waiting = undefined;
    dot.hide();
    connection.send({ type: 'pointer' });
  }
}

/** Rounds to four digits: a tenth of a pixel. */
function round(controller: number): number {
  return Math.round(controller * 10_000) / 10_000;
}
