/** All attacks, in the order in which they are run. A further one is a file in attacks/ and a line here. */
import { roles } from './attacks/roles.ts';
import { traversal } from './attacks/traversal.ts';
import type { Attack } from './context.ts';

const all: readonly Attack[] = [roles, traversal];

/** The attacks by name. */
export const ATTACKS: Readonly<Record<string, Attack>> = Object.fromEntries(
  all.map((attack) => [attack.name, attack]),
);
