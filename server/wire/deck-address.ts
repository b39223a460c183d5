/** Where decks are on a site, by their names: `syllabus/4-frame/actors` is at `/syllabus/4-frame/actors/`. */

/** Returns the path from the site's root to a deck's page, for an address: encoded, with a slash at its end. */
export function wayToDeck(name: string): string {
  return `${name.split('/').map(encodeURIComponent).join('/')}/`;
}

/** Returns the path from a deck's page to the site's root, such as `../../`. */
export function wayToSite(name: string): string {
  return '../'.repeat(name.split('/').length);
}
