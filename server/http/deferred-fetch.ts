/**
 * Puts off Node's `Headers`, `Request` and `Response` until something needs a real one. `@hono/node-server` derives its
 * light classes from them as it is loaded, and that alone loads all of undici: a quarter of the time in which a bare
 * server starts. Light requests and responses never need the real ones, so a deck is served without undici.
 * This file must be imported before `@hono/node-server`.
 */
type Class = new (...args: never[]) => object;

for (const name of ['Headers', 'Request', 'Response'] as const) {
  const load = Object.getOwnPropertyDescriptor(globalThis, name)?.get;
  // Without a getter the class is loaded already, or is someone's own: then there is nothing to put off.
  if (load)
    Object.defineProperty(globalThis, name, { value: standIn(load), writable: true, configurable: true });
}

/** A class to derive from. `new` makes an instance of the real class, and so does `super()`. */
function standIn(load: () => Class): object {
  let real: Class | undefined;
  function StandIn(...args: unknown[]): object {
    if (!real) {
      real = load.call(globalThis);
      // From now on everything else that the real class has is found as well.
      Object.setPrototypeOf(StandIn, real);
      Object.setPrototypeOf(StandIn.prototype, real.prototype);
    }
    return Reflect.construct(real, args);
  }
  const byChain = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(StandIn, Symbol.hasInstance, {
    // Derived classes inherit this, and a real instance is none of theirs.
    value(this: unknown, instance: unknown): boolean {
      const isReal = this === StandIn && real !== undefined && instance instanceof real;
      return isReal || byChain.call(this, instance);
    },
  });
  return StandIn;
}
