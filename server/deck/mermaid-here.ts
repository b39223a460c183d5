/** Mermaid without a browser: its grammars read diagrams here, and nothing is drawn. */
import DOMPurify from 'dompurify';
import mermaid from 'mermaid';

// Without a browser this is a mere maker of cleaners; grammars hand it labels, and nobody sees what it answers.
if (!DOMPurify.isSupported)
  Object.assign(DOMPurify, { addHook: () => undefined, sanitize: (text: string) => text });

export { mermaid };
