/** The oldest browsers that Lectern supports, for which everything that browsers get is built and checked. */

/**
 * Versions by the names that build tools have for browsers. Safari 16.4 is the first with import maps, OffscreenCanvas and
 * declarative shadow roots; Firefox is the ESR of November 2026; Chrome and Edge are those of two years before.
 */
export const oldestBrowsers = {
  chrome: [131, 0],
  edge: [131, 0],
  firefox: [153, 0],
  safari: [16, 4],
  ios: [16, 4],
} as const;

/** Returns them as Vite's `build.target` takes them: `safari16.4`. */
export function buildTargets(): string[] {
  return Object.entries(oldestBrowsers).map(([name, [major, minor]]) => `${name}${major}.${minor}`);
}
