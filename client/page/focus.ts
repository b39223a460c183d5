/** Tells which keys belong to the focused element. */

/** Elements to type in. */
const WRITTEN =
  'input:not([type=button], [type=submit], [type=reset], [type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]:not([contenteditable=false])';

/** Elements that Enter and Space press. */
const PRESSED = 'a[href], button, summary, input, select, [role=button], [role=link]';

/** Returns whether letters and arrows belong to it. */
export function isWritten(focus: Element | undefined): boolean {
  return focus?.closest(WRITTEN) != null;
}

/** Returns whether Enter and Space belong to it. */
export function ownsPress(focus: Element | undefined): boolean {
  return focus?.closest(PRESSED) != null;
}
