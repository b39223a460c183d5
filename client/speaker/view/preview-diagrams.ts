/** Has the diagrams that only Mermaid draws drawn in small pictures, by the same part of the client as on the deck's page. */
import type * as Diagrams from '../../features/diagrams/diagrams.ts';

/** Pictures whose diagrams are drawn from now on. */
const drawn = new WeakSet<ShadowRoot>();

/** Loads the part when a picture has such a diagram for the first time. Where it cannot be loaded, the source stays. */
export async function drawDiagrams(root: ShadowRoot, address: string | undefined): Promise<void> {
  if (address === undefined || drawn.has(root) || !root.querySelector('.diagram-later')) return;
  drawn.add(root);
  try {
    // The address is the server's, of a file that the build made.
    const part: typeof Diagrams = await import(/* @vite-ignore */ new URL(address, location.href).href);
    part.drawPreview(root);
  } catch (error) {
    drawn.delete(root);
    reportError(error);
  }
}
