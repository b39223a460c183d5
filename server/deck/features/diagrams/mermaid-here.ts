/** Runs Mermaid without a browser: only to parse diagrams, never to draw. */
import DOMPurify from 'dompurify';
import mermaid from 'mermaid';

// Without a browser, DOMPurify is only a factory. Grammars sanitize labels with it, but the result is never shown.
if (!DOMPurify.isSupported)
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });

/** Runs asynchronous work strictly one after the other. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/**
 * Some kinds of diagrams share one model per process, so a diagram is parsed, and its model read, without
 * others in between.
 */
const turns = new Turns();

/**
 * Parses a diagram.
 * @returns the settings that Mermaid takes from it
 * @throws the grammar's error about a mistake
 */
export function readDiagram(source: string): Promise<object> {
  return turns.take(async () => (await mermaid.parse(source)).config ?? {});
}

/**
 * Calls `read` with the model that a diagram is parsed to and drawn from. The model must not be used after `read`
 * returns, because the next diagram may overwrite it.
 * @throws the grammar's error about a mistake
 */
export function withModel<T>(source: string, read: (model: object) => T): Promise<T> {
  return turns.take(async () => {
    // Registers Mermaid's kinds of diagrams, which only happens with a call to draw, to parse or to register.
    await mermaid.registerExternalDiagrams([]);
    return read((await mermaid.mermaidAPI.getDiagramFromText(source)).db);
  });
}
