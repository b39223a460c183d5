/**
 * Defers loading Node's `Headers`, `Request` and `Response` until something needs a real one. `@hono/node-server`
 * derives its lightweight classes from them when it is loaded, and that alone loads all of undici: a quarter of the
 * start-up time of a bare server. Lightweight requests and responses never need the real classes, so a deck is served
 * without undici. This file must be imported before `@hono/node-server`.
 */
type Class = new (...args: never[]) => object;

for (const name of ['Headers', 'Request', 'Response'] as const) {
  const load = Object.getOwnPropertyDescriptor(globalThis, name)?.get;
  // Without a getter the class is loaded already, or was replaced: then there is nothing to defer.
  if (load)
    Object.defineProperty(globalThis, name, { value: standIn(load), writable: true, configurable: true });
}

/** Returns a class to derive from, whose constructor, also through `super()`, creates instances of the real class. */
function standIn(load: () => Class): object {
  let real: Class | undefined;
  function StandIn(...args: unknown[]): object {
    if (!real) {
      real = load.call(globalThis);
      // From now on all other members of the real class are found as well.
      Object.setPrototypeOf(StandIn, real);
      Object.setPrototypeOf(StandIn.prototype, real.prototype);
    }
    return Reflect.construct(real, args);
  }
  const byChain = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(StandIn, Symbol.hasInstance, {
    // Derived classes inherit this method, but instances of the real class are not instances of theirs.
    value(this: unknown, instance: unknown): boolean {
      const isReal = this === StandIn && real !== undefined && instance instanceof real;
      return isReal || byChain.call(this, instance);
    },
  });
  return StandIn;
}
