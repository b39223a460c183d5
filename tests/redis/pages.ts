/** Pages of a talk, with the client's own code for connecting and leading, and what they have seen. */
import { WebSocket } from 'ws';
import { Connection, type Socket } from '../../client/room/connection.ts';
import { Lead } from '../../client/room/lead.ts';
import type { Position, ServerMessage, State } from '../../server/wire/protocol.ts';

/** A page. */
export interface Page {
  readonly connection: Connection;
  /** Every state that it was told, the oldest first. */
  readonly states: State[];
}

/** Opens a viewer's page. */
export function openViewer(address: string): Page {
  return open(address, {}, () => {});
}

/** A presenter's page: its deck moves first. */
export interface Stage extends Page {
  /** Goes to a column. */
  go(h: number): void;
  /** The columns that the room has shown after this page went there. */
  readonly acknowledged: Set<number>;
}

/** Opens a presenter's page. */
export function openStage(address: string, cookie: string): Stage {
  const acknowledged = new Set<number>();
  const wanted = new Set<number>();
  let shown = place(0);
  const lead = new Lead({
    send: (message) => page.connection.send(message),
    show: ({ position }) => {
      shown = position;
    },
    shown: () => ({ position: shown, paused: false }),
  });
  const page = open(
    address,
    { cookie },
    (message) => {
      lead.receive(message);
      if (message.type === 'state' && wanted.has(message.position.h)) acknowledged.add(message.position.h);
    },
    (connected) => {
      if (!connected) lead.lost();
    },
  );
  return {
    ...page,
    acknowledged,
    go(h) {
      shown = place(h);
      wanted.add(h);
      lead.act({ type: 'go', position: shown });
    },
  };
}

/** A position in a deck of one row. */
export function place(h: number): Position {
  return { slide: '', h, v: 0, f: -1 };
}

function open(
  address: string,
  headers: Record<string, string>,
  receive: (message: ServerMessage) => void,
  changed?: (connected: boolean) => void,
): Page {
  const states: State[] = [];
  const connection = new Connection({
    address,
    open: (at) => openSocket(at, headers),
    receive(message) {
      if (message.type === 'state') states.push(message);
      receive(message);
    },
    ...(changed && { changed }),
  });
  connection.start();
  return { connection, states };
}

function openSocket(address: string, headers: Record<string, string>): Socket {
  const socket = new WebSocket(address, { perMessageDeflate: false, headers });
  const wrapped: Socket = {
    onmessage: null,
    onclose: null,
    send: (data) => socket.send(data),
    close: () => socket.terminate(),
  };
  socket.on('message', (data) => wrapped.onmessage?.({ data: String(data) }));
  socket.on('close', () => wrapped.onclose?.());
  socket.on('error', () => {});
  return wrapped;
}
