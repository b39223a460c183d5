/** Types of a part of KaTeX without its own. */

declare module 'katex/contrib/mhchem';
