/** What is made when it is first asked for, and then kept. */

/** A function that calls `make` the first time, and answers what it made every time. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
