/** Attack: addresses that lead to files that are not public (path traversal), as scanners send them. */
import { sendRaw, statusesIn } from '../ask.ts';
import { type Attack, type Context, SECRET, TALK } from '../context.ts';

/** A private file that exists. */
const SOURCE = 'talk/deck.md';

/** A file of the operating system. */
const PASSWD = 'etc/passwd';

/** Returns a path with eight steps upwards before it. */
const up = (step: string, to: string) => `${step.repeat(8)}${to}`;

const TARGETS: readonly string[] = [
  `/${SOURCE}`,
  '/talk/../talk/deck.md',
  '/talk/./deck.md',
  '/talk//deck.md',
  '//talk/deck.md',
  '/talk/deck.md/',
  '/talk/deck.md%00.png',
  '/talk/deck.md%20',
  '/talk/deck.md.',
  '/talk/deck.md::$DATA',
  '/talk/DECK.MD',
  '/talk/deck%2emd',
  '/talk/%64eck.md',
  '/talk/deck%252emd',
  '/talk/deck.md?x.png',
  '/talk/deck.md;x.png',
  '/talk\\deck.md',
  '/talk%5cdeck.md',
  '/talk%2fdeck.md',
  '/talk/.git/config',
  '/.env',
  '/site.yml',
  '/talk/link.png',
  '/talk/folder/secret.png',
  `/talk/${up('../', PASSWD)}`,
  `/talk/${up('%2e%2e/', PASSWD)}`,
  `/talk/${up('..%2f', PASSWD)}`,
  `/talk/${up('%2e%2e%2f', PASSWD)}`,
  `/talk/${up('%252e%252e%252f', PASSWD)}`,
  `/talk/${up('..%5c', PASSWD)}`,
  `/talk/${up('..%c0%af', PASSWD)}`,
  `/talk/${up('..%ef%bc%8f', PASSWD)}`,
  `/talk/${up('....//', PASSWD)}`,
  `/${up('../', PASSWD)}`,
  `file:///${PASSWD}`,
  `http://127.0.0.1/talk/${up('../', PASSWD)}`,
  `/_/${up('../', PASSWD)}`,
  `/talk/speaker/${up('../', SOURCE)}`,
  `/talk/changes?since=${up('../', PASSWD)}`,
];

const METHODS: readonly string[] = ['GET', 'HEAD'];

/** Requests each address exactly as written. */
export const traversal: Attack = {
  name: 'traversal',
  about: `${TARGETS.length} addresses out of what is public, and links and dotfiles in it`,
  quick: true,
  async run(context) {
    const folder = context.folder({
      ...TALK,
      'decks/site.yml': `title: A site\nsecret: ${SECRET}\n`,
      'decks/.env': SECRET,
      'decks/talk/.git/config': SECRET,
      'outside/secret.png': SECRET,
    });
    folder.write({
      'decks/talk/link.png': { link: folder.at('outside/secret.png') },
      'decks/talk/folder': { link: folder.at('outside') },
    });
    const target = await context.serve(folder);
    const findings: string[] = [];
    for (const path of TARGETS) {
      for (const method of METHODS) findings.push(...(await tryTarget(context, target.port, method, path)));
    }
    if (!(await target.isWell())) findings.push('The server does not answer afterwards.');
    return findings;
  },
};

async function tryTarget(context: Context, port: number, method: string, path: string): Promise<string[]> {
  const request = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  const answer = await sendRaw(port, request);
  context.count();
  const [status = 0] = statusesIn(answer);
  if (status === 0) return [`${method} ${path} has no answer.`];
  if (status >= 500) return [`${method} ${path} answers ${status}.`];
  const leak = [SECRET, 'root:x:0', '.element:'].find((mark) => answer.includes(mark));
  return leak === undefined ? [] : [`${method} ${path} answers with ${leak} in it.`];
}
