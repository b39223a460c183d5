/** Tests the attacks that take a second or two; `npm run attack` runs all. */
import { expect, test } from 'vitest';
import { tryAttack } from './attack.ts';
import { ATTACKS } from './attacks.ts';

for (const attack of Object.values(ATTACKS).filter(({ quick }) => quick)) {
  test(`${attack.name} holds: ${attack.about}`, async () => {
    expect((await tryAttack(attack)).findings).toEqual([]);
  });
}
