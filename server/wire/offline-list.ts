/** What a deck's page needs where there is no network: the server lists it, and the service worker keeps it. */

/** The list's name in a deck. */
export const OFFLINE_LIST = 'offline.json';

/** The list, as JSON. */
export interface OfflineList {
  /**
   * Addresses relative to the list, each an array where a browser chooses one of several. What has no hash in its address has
   * one as its query. The page is the last.
   */
  readonly files: readonly (string | readonly string[])[];
}
