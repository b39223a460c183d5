/**
 * The files that a deck's page needs without a network: the server lists them, and the service worker stores
 * them.
 */

/** Name of the list in a deck's folder of addresses. */
export const OFFLINE_LIST = 'offline.json';

/** The list, as JSON. */
export interface OfflineList {
  /**
   * Addresses relative to the list, each an array where a browser chooses one of several. An address without a
   * hash has one as its query. The page is the last.
   */
  readonly files: readonly (string | readonly string[])[];
}
