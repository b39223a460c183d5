/** The audience's address as a QR code with the address in letters below: on the stage, and in the speaker view. */
import { renderSVG } from 'uqr';
import { audienceAddress } from './find-audience.ts';

/** Shows it in an element, or why there is none. */
export async function showAudienceCode(parent: HTMLElement): Promise<void> {
  const address = await audienceAddress();
  const words = document.createElement('p');
  words.dir = 'ltr';
  if (address === undefined) {
    words.textContent = 'Only this machine reaches this talk: start Lectern on a network, or with --url.';
    parent.replaceChildren(words);
    return;
  }
  // The scheme says nothing to those who type it.
  words.textContent = decodeURI(address).replace(/^https?:\/\/|\/$/g, '');
  const code = document.createElement('div');
  code.innerHTML = renderSVG(address, { border: 4 });
  const svg = code.querySelector('svg');
  svg?.setAttribute('role', 'img');
  svg?.setAttribute('aria-label', `QR code of ${address}`);
  parent.replaceChildren(code, words);
}
