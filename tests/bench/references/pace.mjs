/**
 * Asks for a page at a steady pace, whatever the answers take, and prints the milliseconds within which 99 % of them
 * came. `node pace.mjs URL PER_SECOND SECONDS`
 */
import { Agent, get } from 'node:http';

const [url, perSecond, seconds] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
const headers = { accept: 'text/html', 'accept-encoding': 'gzip, br' };
const count = Number(perSecond) * Number(seconds);
const times = [];
const started = performance.now();
let asked = 0;
// A timer that comes late asks for all that is due, so that a busy machine is not asked for less.
const timer = setInterval(() => {
  const due = Math.min(count, ((performance.now() - started) / 1000) * Number(perSecond));
  for (; asked < due; asked++) ask();
  if (asked >= count) clearInterval(timer);
}, 1000 / Number(perSecond));

function ask() {
  const from = performance.now();
  get(url, { headers, agent }, (response) => {
    if (response.statusCode !== 200) fail(`the server answers ${response.statusCode}`);
    response.resume().on('end', () => {
      times.push(performance.now() - from);
      if (times.length === count) tell();
    });
  }).on('error', (error) => fail(error.message));
}

function tell() {
  times.sort((a, b) => a - b);
  process.stdout.write(String(times[Math.ceil(count * 0.99) - 1]));
  process.exit();
}

function fail(reason) {
  process.stderr.write(`pace: ${reason}\n`);
  process.exit(1);
}
