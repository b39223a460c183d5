/**
 * Reads and writes the attributes of an element in serialized slides as text, because parsing slides again would
 * cost too much.
 */

/** An element's attributes by name, with values as escaped in HTML. */
export type Attributes = Map<string, string>;

/** A pattern that matches one attribute as the serializer writes it: the value is quoted and contains no quote. */
export const ATTRIBUTE = String.raw`\s[^\s=>"]+="[^"]*"`;

/** A pattern that captures all attributes of a tag in one group. */
export const ATTRIBUTES = `((?:${ATTRIBUTE})*)`;

/** Parses what `ATTRIBUTES` captured. */
export function readAttributes(written: string): Attributes {
  return new Map(
    [...written.matchAll(/\s([^\s=>"]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Serializes attributes, each after a space. */
export function writeAttributes(attributes: Attributes): string {
  return [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
}

/** Returns an attribute's value with its character references decoded. */
export function plainText(value: string): string {
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The files of one picture, as addresses, each with its width in pixels. */
export type Candidates = readonly { readonly address: string; readonly width: number }[];

/** Returns the value of a `srcset`. Spaces and commas, which would end an address there, are percent-encoded. */
export function sourceList(candidates: Candidates): string {
  const inList = (address: string) => address.replace(/[\s,"]/g, encodeURIComponent).replaceAll('&', '&amp;');
  return candidates.map(({ address, width }) => `${inList(address)} ${width}w`).join();
}
