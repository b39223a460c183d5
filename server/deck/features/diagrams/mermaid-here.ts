/** Mermaid without a browser: its grammars read diagrams here, and nothing is drawn. */
import DOMPurify from 'dompurify';
import mermaid from 'mermaid';

// Without a browser this is a mere maker of cleaners; grammars hand it labels, and nobody sees what it answers.
if (!DOMPurify.isSupported)
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });

/** Does one thing after another. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** Some kinds have one model for all diagrams of a process: who reads one, or what was made of one, does it alone. */
const turns = new Turns();

/** Reads a diagram. @returns the settings that Mermaid takes from it @throws what its grammar says of a mistake */
export function readDiagram(source: string): Promise<object> {
  return turns.take(async () => (await mermaid.parse(source)).config ?? {});
}

/**
 * Hands what a kind's grammar makes of a diagram, from which it would be drawn, to `read`; it is another diagram's as soon
 * as that returns. @throws as above
 */
export function withModel<T>(source: string, read: (model: object) => T): Promise<T> {
  return turns.take(async () => {
    // So that Mermaid knows its kinds of diagrams: it looks them up when it is asked to draw, or to read.
    await mermaid.registerExternalDiagrams([]);
    return read((await mermaid.mermaidAPI.getDiagramFromText(source)).db);
  });
}
