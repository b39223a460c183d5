/** Content codings: those that a request accepts, best first (RFC 9110, 12.5.3). */

/** The codings that the server offers, in its order of preference. */
const codings = ['br', 'gzip', 'identity'] as const;

export type Coding = (typeof codings)[number];

/** `Accept-Encoding` values remembered; browsers send a handful. */
const REMEMBERED = 100;

const remembered = new Map<string, readonly Coding[]>();

/** Returns the codings that an `Accept-Encoding` value allows, best first; without the header, only identity. */
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
  // Unless it is refused, identity is acceptable without being listed, but never better than what is listed.
  const weigh = (coding: Coding) =>
    weights.get(coding) ?? (coding === 'identity' ? (rest === 0 ? 0 : Number.MIN_VALUE) : (rest ?? 0));
  return codings.filter((coding) => weigh(coding) > 0).sort((a, b) => weigh(b) - weigh(a));
}
