/** Which hosts only this machine reaches. */
import { expect, test } from 'vitest';
import { isLocalHost } from '../../server/wire/local-host.ts';

test.each(['localhost', 'LocalHost', 'talk.localhost', '127.0.0.1', '127.1.2.3', '[::1]', '::1'])(
  '%s is this machine for itself',
  (name) => expect(isLocalHost(name)).toBe(true),
);

test.each(['', 'localhost.example', 'mylocalhost', '127.example', '0.0.0.0', '::', '10.0.0.1', '[::2]'])(
  '%j may be another',
  (name) => expect(isLocalHost(name)).toBe(false),
);
