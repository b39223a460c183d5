/** The QR code of the audience's address on the stage, behind a key: for those who come late. */
import type { RoomContext } from './reveal/role-controller.ts';

/** The key that shows and hides it. */
const KEY = { keyCode: 81, key: 'Q', description: 'QR code for the audience' };

const STEPS = ['slidechanged', 'fragmentshown', 'fragmenthidden'];

/** Adds the key. Returns how to remove it. */
export function showCodeByKey({ reveal, deck }: RoomContext): () => void {
  let sheet: HTMLElement | undefined;

  reveal.addKeyBinding(KEY, () => (sheet ? hide() : void show()));
  // Before reveal.js, to which the key means all slides.
  addEventListener('keydown', onEscape, true);
  // A step hides it, so that it is never in a clicker's way.
  for (const step of STEPS) reveal.on(step, hide);
  return () => {
    hide();
    reveal.removeKeyBinding(KEY.keyCode);
    removeEventListener('keydown', onEscape, true);
    for (const step of STEPS) reveal.off(step, hide);
  };

  async function show(): Promise<void> {
    const own = document.createElement('div');
    sheet = own;
    own.className = 'live-code';
    own.addEventListener('click', hide);
    deck.append(own);
    const { showAudienceCode } = await import('../room/audience-code.ts');
    await showAudienceCode(own);
  }

  function hide(): void {
    sheet?.remove();
    sheet = undefined;
  }

  function onEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !sheet) return;
    event.stopPropagation();
    hide();
  }
}
