/** Files whose names differ only in capitals: one of them is lost where systems do not tell these apart. */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { CheckedDeck } from '../deck/model.ts';
import { caseCollisions, collisionFinding } from '../deck/twins.ts';

export function* letterCase({ file, folder }: CheckedDeck): Iterable<Diagnostic> {
  for (const [first, second] of caseCollisions(folder.paths))
    yield { file, line: 1, column: 1, ...collisionFinding(first, second) };
}
