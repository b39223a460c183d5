/** Settings in the browser's local storage. */

/** Returns a stored setting. */
export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores a setting; ignored where the browser forbids it. */
export function writeSetting(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // In private windows, or without space, the choice lasts until the page is closed.
  }
}
