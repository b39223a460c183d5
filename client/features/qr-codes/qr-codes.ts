/** Draws the QR codes that lead to the deck itself: on its page, and in the speaker view's previews. */
import { renderSVG } from 'uqr';
import { audienceAddress } from '../../room/find-audience.ts';

/** Codes of the deck's own address that were not drawn yet. */
const OWN = '.qr-code[data-qr=""]:not([data-done])';

let known: Promise<string | undefined> | undefined;

/** Draws the codes now, and those that come later. */
export function drawCodes(root: Node & ParentNode): void {
  const draw = () => void drawAll(root);
  new MutationObserver(draw).observe(root, { childList: true, subtree: true });
  draw();
}

async function drawAll(root: ParentNode): Promise<void> {
  if (!root.querySelector(OWN)) return;
  known ??= audienceAddress();
  const address = await known;
  for (const code of root.querySelectorAll<HTMLAnchorElement>(OWN)) {
    code.dataset.done = '';
    if (address === undefined) continue;
    code.innerHTML = renderSVG(address, { border: 4 });
    code.removeAttribute('role');
    code.href = address;
  }
}
