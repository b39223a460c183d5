/** A plain file server like web hosts: files by path, `index.html` for folders, `404.html` for the rest. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { lookup } from 'mrmime';

/** A server of files. */
export interface FileServer {
  /** Address, ending in a slash. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Serves a folder below a path, such as `/some/where/`, at a free port or this one. */
export async function serveFiles(folder: string, below: string, at = 0): Promise<FileServer> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = decodeURIComponent(pathname);
    const file = path.startsWith(below) ? join(folder, path.slice(below.length)) : undefined;
    const found = file && [file, join(file, 'index.html')].find(isFile);
    if (found !== undefined && found !== file && !path.endsWith('/')) {
      response.writeHead(301, { location: `${pathname}/` }).end();
      return;
    }
    const sent = found ?? join(folder, '404.html');
    const type = lookup(sent) ?? 'application/octet-stream';
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': type });
    createReadStream(sent).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  // A TCP server's address has a port.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${below}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
