/**
 * The parts of prom-client that are used. Its main file also loads what is not, with packages that a sealed file
 * would have to carry: clusters, push gateways, summaries, and the processor's time with its traces.
 */

declare module 'prom-client/lib/registry.js' {
  import { Registry } from 'prom-client';

  export = Registry;
}
declare module 'prom-client/lib/counter.js' {
  import { Counter } from 'prom-client';

  export = Counter;
}
declare module 'prom-client/lib/gauge.js' {
  import { Gauge } from 'prom-client';

  export = Gauge;
}
declare module 'prom-client/lib/histogram.js' {
  import { Histogram } from 'prom-client';

  export = Histogram;
}
declare module 'prom-client/lib/metrics/*.js' {
  import type { Registry } from 'prom-client';

  /** Registers one of the metrics that every Node program has. */
  function register(registry: Registry): void;
  export = register;
}
