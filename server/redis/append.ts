/** The script by which a server appends to a room's stream, and what it returns. */
import type { Reply } from './link.ts';

/** An entry of a stream. */
export interface Row {
  readonly id: string;
  /** The id of the entry before it when it was appended. */
  readonly after: string;
  /** Names the attempt that appended it. */
  readonly attempt: string;
  /** The entry as a line of a log. */
  readonly line: string;
}

/** The id before the first entry. */
export const START = '0-0';

/**
 * Appends entries if the stream ends where the server thinks it does, tells all servers, and returns the stream's end with
 * all entries after the one that the server knew.
 *
 * It is a script, since one is a single step for Redis and a single way there and back; WATCH and MULTI would take two, and a
 * connection of their own for each room, and would not bring what was missed.
 *
 * KEYS: the stream. ARGV: the channel, the seconds that it is kept, the id before which entries are forgotten, the end as
 * the server knows it; then for each entry its id (`*` for a new one), attempt and line.
 */
export const APPEND = `
local top = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
local last = top[1] and top[1][1] or '0-0'
if last == ARGV[4] and #ARGV > 4 then
  for i = 5, #ARGV, 3 do
    local id = redis.pcall('XADD', KEYS[1], ARGV[i], 'after', last, 'attempt', ARGV[i + 1], 'line', ARGV[i + 2])
    if type(id) == 'table' then
      if string.find(id.err, 'smaller') then break else return id end
    end
    redis.call('PUBLISH', ARGV[1], 'entry ' .. id .. ' ' .. last .. ' ' .. ARGV[i + 1] .. ' ' .. ARGV[i + 2])
    last = id
  end
  redis.call('XTRIM', KEYS[1], 'MINID', '~', ARGV[3])
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return { last, redis.call('XRANGE', KEYS[1], '(' .. ARGV[4], '+') }
`;

/** Decodes what the script returns. */
export function decodeAppend(reply: Reply): { readonly last: string; readonly rows: Row[] } {
  if (!Array.isArray(reply) || typeof reply[0] !== 'string') throw new Error('Redis answers something else.');
  return { last: reply[0], rows: decodeRows(reply[1] ?? []) };
}

/** Decodes what XRANGE returns; what is no entry of ours is passed over. */
export function decodeRows(reply: Reply): Row[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((each: Reply) => {
    if (!Array.isArray(each)) return [];
    const [id, fields] = each;
    if (typeof id !== 'string' || !Array.isArray(fields)) return [];
    const value = (name: string) => {
      const at = fields.indexOf(name);
      const found: unknown = at === -1 ? undefined : fields[at + 1];
      return typeof found === 'string' ? found : '';
    };
    return [{ id, after: value('after'), attempt: value('attempt'), line: value('line') }];
  });
}

/** Decodes the message about an entry; undefined for every other. */
export function decodeTold(text: string): Row | undefined {
  const [, id, after, attempt, line] = /^entry (\S+) (\S+) (\S+) (.*)$/s.exec(text) ?? [];
  if (id === undefined || after === undefined || attempt === undefined || line === undefined)
    return undefined;
  return { id, after, attempt, line };
}

/** Compares two ids: negative where the first is older. */
export function compareIds(one: string, other: string): number {
  const [a = 0, b = 0] = one.split('-').map(Number);
  const [c = 0, d = 0] = other.split('-').map(Number);
  return a - c || b - d;
}
