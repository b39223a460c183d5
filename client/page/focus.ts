/** Which keys belong to the element that has the focus. */

/** What somebody writes in. */
const WRITTEN =
  'input:not([type=button], [type=submit], [type=reset], [type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]:not([contenteditable=false])';

/** What Enter and Space press. */
const PRESSED = 'a[href], button, summary, input, select, [role=button], [role=link]';

/** Whether letters and arrows belong to it. */
export function isWritten(focus: Element | undefined): boolean {
  return focus?.closest(WRITTEN) != null;
}

/** Whether Enter and Space belong to it. */
export function ownsPress(focus: Element | undefined): boolean {
  return focus?.closest(PRESSED) != null;
}
