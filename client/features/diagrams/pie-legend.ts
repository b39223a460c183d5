/** Enlarges the legend of Mermaid's pies, whose rows it sets at a fixed height, too low for letters of a slide. */

/** How much larger a legend is. */
const LARGER = 1.65;

/** Mermaid's measures: the height of a pie, where its legend begins, that of a row, and what is free beside it. */
const HEIGHT = 450;
const START = 441;
const ROW = 22;
const MARGIN = 49;

/** A legend to the right of a pie, where Mermaid puts it by default. */
const PLACE = /^translate\(216,\s*(-?[\d.]+)\)$/;

/** Enlarges the legend of a drawing that is a pie with one at its right, and makes room for it. */
export function enlargePieLegend(svg: SVGElement): void {
  if (svg.getAttribute('aria-roledescription') !== 'pie') return;
  const rows = [...svg.querySelectorAll('.legend')];
  const [x = 0, y = 0, width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const places = rows.map((row) => PLACE.exec(row.getAttribute('transform') ?? '')?.[1]);
  if (rows.length === 0 || places.includes(undefined)) return;
  const factor = Math.max(1, Math.min(LARGER, HEIGHT / (ROW * rows.length)));
  for (const [i, row] of rows.entries())
    row.setAttribute('transform', `translate(216,${Number(places[i]) * factor}) scale(${factor})`);
  const legend = Math.max(0, x + width - START - MARGIN);
  svg.setAttribute('viewBox', `${x} ${y} ${width + legend * (factor - 1)} ${height}`);
}
