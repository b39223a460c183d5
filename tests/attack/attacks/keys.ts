/** Attack: wrong keys, copied cookies, and idle connections; see keys.ts in the parent folder. */
import type { Attack } from '../context.ts';
import { attackKeys } from '../keys.ts';

/** Floods come from a hundred clients at a time, from the presenter's own address. */
export const keys: Attack = {
  name: 'keys',
  about: 'floods of wrong keys from the presenter’s address, copied cookies, 300 idle sockets, odd clients',
  run: (context) => attackKeys({ count: (more) => context.count(more) }),
};
