/** Content codings: what a request accepts, best first (RFC 9110, 12.5.3). */

/** The codings that the server has, in the order it prefers them. */
const codings = ['br', 'gzip', 'identity'] as const;

export type Coding = (typeof codings)[number];

/** Browsers send a handful of values; remembering few of them is enough. */
const REMEMBERED = 100;

const remembered = new Map<string, readonly Coding[]>();

/** The codings that an `Accept-Encoding` value allows, best first; an absent header asks for no coding. */
export function acceptedCodings(header: string | undefined): readonly Coding[] {
  if (header === undefined) return ['identity'];
  let accepted = remembered.get(header);
  if (!accepted) {
    accepted = decode(header);
    if (remembered.size < REMEMBERED) remembered.set(header, accepted);
  }
  return accepted;
}

function decode(header: string): readonly Coding[] {
  const weights = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    weights.set(name === 'x-gzip' ? 'gzip' : name, q === undefined ? 1 : Number(q) || 0);
  }
  const rest = weights.get('*');
  // Unless it is refused, identity is acceptable without being named, but never better than what is named.
  const weigh = (coding: Coding) =>
    weights.get(coding) ?? (coding === 'identity' ? (rest === 0 ? 0 : Number.MIN_VALUE) : (rest ?? 0));
  return codings.filter((coding) => weigh(coding) > 0).sort((a, b) => weigh(b) - weigh(a));
}
