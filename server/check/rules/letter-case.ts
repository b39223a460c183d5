/** Reports files whose names differ only in case: on case-insensitive systems, one of them is lost. */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { caseCollisions, collisionFinding } from '../deck/case-collisions.ts';
import type { CheckedDeck } from '../deck/checked-deck.ts';

export function* letterCase({ file, folder }: CheckedDeck): Iterable<Diagnostic> {
  for (const [first, second] of caseCollisions(folder.paths))
    yield { file, line: 1, column: 1, ...collisionFinding(first, second) };
}
