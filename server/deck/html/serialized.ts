/** The attributes of an element in a finished slide, read and written as text: parsing slides anew would cost too much. */

/** An element's attributes, their values as they stand in HTML. */
export type Attributes = Map<string, string>;

/** A pattern of one, as the serialiser of slides writes it: its value is quoted and holds no quote. */
export const ATTRIBUTE = String.raw`\s[^\s=>"]+="[^"]*"`;

/** A pattern of all, in a group. */
export const ATTRIBUTES = `((?:${ATTRIBUTE})*)`;

/** Reads what `ATTRIBUTES` has found. */
export function readAttributes(written: string): Attributes {
  return new Map(
    [...written.matchAll(/\s([^\s=>"]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Writes them, each after a space. */
export function writeAttributes(attributes: Attributes): string {
  return [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
}

/** What a value says. */
export function plainText(value: string): string {
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Files to choose from by width in pixels, as addresses. */
export type Candidates = readonly { readonly address: string; readonly width: number }[];

/** The value of a `srcset`. A space or a comma in an address would end it. */
export function sourceList(candidates: Candidates): string {
  const inList = (address: string) => address.replace(/[\s,"]/g, encodeURIComponent).replaceAll('&', '&amp;');
  return candidates.map(({ address, width }) => `${inList(address)} ${width}w`).join();
}
