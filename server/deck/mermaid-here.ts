/** Mermaid without a browser: its grammars read diagrams here, and nothing is drawn. */
import DOMPurify from 'dompurify';
import mermaid from 'mermaid';

// Without a browser this is a mere maker of cleaners; grammars hand it labels, and nobody sees what it answers.
if (!DOMPurify.isSupported)
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });

/** Reads a diagram. @returns the settings that Mermaid takes from it @throws what its grammar says of a mistake */
export async function readDiagram(source: string): Promise<object> {
  return (await mermaid.parse(source)).config ?? {};
}

/** What a kind's grammar makes of a diagram, from which it would be drawn. @throws as above */
export async function modelOf(source: string): Promise<object> {
  // So that Mermaid knows its kinds of diagrams: it looks them up when it is asked to draw, or to read.
  await mermaid.registerExternalDiagrams([]);
  return (await mermaid.mermaidAPI.getDiagramFromText(source)).db;
}
