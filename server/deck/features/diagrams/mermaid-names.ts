/** The words with which Mermaid's diagrams begin, to suggest one for a mistyped word. */
import { nearest } from '../../model/nearest.ts';

const NAMES = [
  ...[
    'flowchart',
    'graph',
    'sequenceDiagram',
    'classDiagram',
    'stateDiagram',
    'stateDiagram-v2',
    'erDiagram',
  ],
  ...[
    'xychart',
    'pie',
    'gantt',
    'timeline',
    'journey',
    'gitGraph',
    'quadrantChart',
    'sankey',
    'block',
    'kanban',
  ],
  ...['requirementDiagram', 'packet', 'radar', 'treemap', 'mindmap', 'architecture', 'C4Context'],
];

/** Returns a question that suggests the nearest kind for an unknown header; undefined if none is near. */
export function kindMeant(header: string): string | undefined {
  const [word = ''] = header.split(/\s/);
  const close = nearest(word, NAMES);
  return close === undefined ? undefined : `Did you mean \`${close}\`?`;
}
