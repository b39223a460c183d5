/** What a picture of a presentation shows, in its author's words. */

/** What programs write there by themselves: where the file was on the author's machine, or its name. */
const FILE_NAME =
  /^(?:fig:\s*)?(?:[a-z]:\\|\.{0,2}\/)?[^<>|"*?]*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf|heic)$/i;

/** What PowerPoint adds to words of its own. */
const GUESSED =
  /\s*(?:Description automatically generated(?: with [\w-]+ confidence)?|AI-generated content may be incorrect)\.?\s*$/i;

/** Returns the words, on one line; none where they only name the file. */
export function altOf(description: string | null | undefined): string {
  const words = (description ?? '').replace(/\s+/g, ' ').replace(/[[\]]/g, '').trim().replace(GUESSED, '');
  return FILE_NAME.test(words) ? '' : words;
}
