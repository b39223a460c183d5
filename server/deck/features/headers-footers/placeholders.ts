/** What a header or footer may hold in braces. */

/** The slide's number, the number of slides, the slide's section, and all sections as a bar. */
export const PLACEHOLDERS = ['n', 'N', 'section', 'sections'] as const;
