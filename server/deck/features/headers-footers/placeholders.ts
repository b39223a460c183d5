/** The placeholders of headers and footers. */

/** The slide's number, the number of slides, the slide's section, and all sections as a bar; each written in braces. */
export const PLACEHOLDERS = ['n', 'N', 'section', 'sections'] as const;
