/** Closes the sockets of a server that ends: spread over time, so that the server they go to gets no storm. */
import { CLOSE } from '../wire/protocol.ts';
import type { Connection } from './connection.ts';

/** Milliseconds for each socket: fifty a second are no storm, and few are closed at once. */
const SOCKET_MS = 20;

/** Milliseconds between two groups of sockets. */
const TURN_MS = 50;

/** The words with which a server that ends closes its sockets. */
export const ENDING = 'The server ends or restarts.';

/**
 * Closes connections, at equal intervals, within `limit` milliseconds. Presenters are last: as long as they are
 * connected, the talk goes on. Resolves when all were told, whether they have answered or not.
 */
export async function drain(connections: readonly Connection[], limit: number): Promise<void> {
  const isPresenter = ({ role }: Connection) => role === 'presenter';
  const queue = [...connections.filter((each) => !isPresenter(each)), ...connections.filter(isPresenter)];
  const turns = Math.max(1, Math.floor(Math.min(limit, queue.length * SOCKET_MS) / TURN_MS));
  const share = Math.ceil(queue.length / turns);
  for (let next = 0; next < queue.length; next += share) {
    if (next > 0) await new Promise((resolve) => setTimeout(resolve, TURN_MS));
    for (const connection of queue.slice(next, next + share)) connection.close(CLOSE.restart, ENDING);
  }
}
