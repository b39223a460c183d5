/** Attack: wrong keys, copied cookies, and connections that are opened for nothing; what it does is in keys.ts. */
import type { Attack } from '../context.ts';
import { attackKeys } from '../keys.ts';

/** A hundred clients at a time, from the presenter's own address. */
export const keys: Attack = {
  name: 'keys',
  about: 'floods of wrong keys from the presenter’s address, copied cookies, 300 idle sockets, odd clients',
  run: (context) => attackKeys({ count: (more) => context.count(more) }),
};
