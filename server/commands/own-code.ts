/** QR codes that lead to their own deck, where its address is not known: in files. */

/** How the mark of such a code is written in a page. */
export const OWN_CODE = 'data-qr=""';

/** Says that a deck's own QR code has no address. */
export function withoutAddress(deck: string): string {
  return `The QR code of ${deck} that leads to the deck itself needs its address: name it with --url. In the static site it leads to where the page is opened, in a PDF nowhere.`;
}
