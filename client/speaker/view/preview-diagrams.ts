/** Has the diagrams that only Mermaid draws drawn in small pictures, by the same part of the client as on the deck's page. */
import type * as Diagrams from '../../features/diagrams/diagrams.ts';

/** Previews whose diagrams are drawn already. */
const drawn = new WeakSet<ShadowRoot>();

/** Loads the script for the first such diagram. If it cannot be loaded, the source is shown. */
export async function drawDiagrams(root: ShadowRoot, address: string | undefined): Promise<void> {
  if (address === undefined || drawn.has(root) || !root.querySelector('.diagram-later')) return;
  drawn.add(root);
  try {
    // The server wrote the address, of a file of the build.
    const part: typeof Diagrams = await import(/* @vite-ignore */ new URL(address, location.href).href);
    part.drawPreview(root);
  } catch (error) {
    drawn.delete(root);
    reportError(error);
  }
}
