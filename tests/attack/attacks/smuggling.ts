/**
 * Attack: requests with an ambiguous end (request smuggling), which a proxy and the server could interpret
 * differently.
 */
import { sendRaw, statusesIn } from '../ask.ts';
import type { Attack } from '../context.ts';

const HEAD = 'POST /talk/speaker HTTP/1.1\r\nHost: localhost\r\n';

/** The hidden request; if the server took it for a request of its own, it would respond with status 200. */
const HIDDEN = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Requests with an ambiguous end. They may be refused, or get one response after which the connection is closed. */
const DOUBTFUL: readonly string[] = [
  `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD}Content-Length: 0\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  `${HEAD}Content-Length: 0, ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  `${HEAD}Content-Length: +0\r\n\r\n${HIDDEN}`,
  `${HEAD}Content-Length: -1\r\n\r\n${HIDDEN}`,
  `${HEAD}Content-Length: 0x10\r\n\r\n${HIDDEN}`,
  `${HEAD}Content-Length : 0\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding: xchunked\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD} Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD}X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD}X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n\r\n${HIDDEN}`,
  `${HEAD}Transfer-Encoding: chunked\r\n\r\n0;${'a'.repeat(70_000)}\r\n\r\n${HIDDEN}`,
  `GET /talk/ HTTP/1.1 x\r\nHost: localhost\r\n\r\n${HIDDEN}`,
  `GET /talk/\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n${HIDDEN}`,
  `GET /talk/ HTTP/9.9\r\nHost: localhost\r\n\r\n${HIDDEN}`,
  `GET /talk/ HTTP/1.1\r\nHost: localhost\r\nX\x00: y\r\n\r\n${HIDDEN}`,
  `GET /talk/ HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(100_000)}\r\n\r\n${HIDDEN}`,
  `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n${HIDDEN}`,
];

/** Sends each with another request after it. */
export const smuggling: Attack = {
  name: 'smuggling',
  about: `${DOUBTFUL.length} requests that end in doubt, with another behind each`,
  quick: true,
  async run(context) {
    const target = await context.serve();
    const findings: string[] = [];
    const answers = await Promise.all(DOUBTFUL.map((bytes) => sendRaw(target.port, bytes, 1_500)));
    for (const [i, answer] of answers.entries()) {
      context.count();
      const statuses = statusesIn(answer);
      const shown = JSON.stringify(DOUBTFUL[i]?.slice(0, 120));
      if (statuses.length > 1 || statuses[0] === 200)
        findings.push(`${shown} is answered ${statuses.join(', ')}.`);
      if (statuses.some((status) => status >= 500 && status !== 501 && status !== 505))
        findings.push(`${shown} is answered ${statuses.join(', ')}.`);
    }
    if (!(await target.isWell())) findings.push('The server does not answer afterwards.');
    return findings;
  },
};
