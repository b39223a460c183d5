/** Configures Mermaid with the colours and fonts of a diagram's slide. */

/** Width in pixels for kinds without a width of their own. */
const WIDTH = 700;

/** Percentage of a theme colour as a background of text. */
const SURFACE = 42;

/** Colours of a series, the theme's own first. */
const SERIES = [
  'var(--accent, var(--r-link-color, #3b82f6))',
  'var(--blue, #0e9f6e)',
  'var(--green, #d97706)',
  '#8b5cf6',
  '#d97706',
  '#0891b2',
  '#db2777',
  '#65a30d',
];

/** Returns Mermaid's configuration for a figure. Strict: nothing in a source is run, or used as HTML. */
export function configOf(figure: HTMLElement): object {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    htmlLabels: false,
    fontFamily: getComputedStyle(figure).fontFamily,
    flowchart: { htmlLabels: false },
    class: { htmlLabels: false },
    gantt: { useWidth: WIDTH, fontSize: 20, sectionFontSize: 20, barHeight: 30, barGap: 6, leftPadding: 140 },
    theme: 'base',
    themeVariables: themeOf(figure),
  };
}

/** Returns the theme variables. Mermaid computes with colours, so they are resolved first. */
function themeOf(figure: HTMLElement): Readonly<Record<string, unknown>> {
  const colour = colourReader(figure);
  const mix = (of: string, percent: number) => colour(`color-mix(in srgb, ${of} ${percent}%, var(--bg))`);
  const background = colour('var(--bg)');
  const text = colour('currentcolor');
  const series = SERIES.map((each) => mix(each, SURFACE));
  const numbered = (names: readonly string[], from: number, of: (index: number) => string) =>
    Object.fromEntries(
      Array.from({ length: 12 }, (_each, index) =>
        names.map((name) => [name.replace('#', String(index + from)), of(index)]),
      ).flat(),
    );
  const part = (index: number): string => series[index % series.length] ?? background;
  return {
    background,
    primaryColor: mix('currentcolor', 8),
    primaryTextColor: text,
    primaryBorderColor: mix('currentcolor', 55),
    secondaryColor: part(1),
    secondaryTextColor: text,
    tertiaryColor: mix('currentcolor', 4),
    tertiaryTextColor: text,
    lineColor: mix('currentcolor', 70),
    textColor: text,
    titleColor: text,
    noteBkgColor: mix('currentcolor', 8),
    noteTextColor: text,
    edgeLabelBackground: background,
    ...numbered(['pie#'], 1, part),
    pieTitleTextColor: text,
    pieSectionTextColor: text,
    pieLegendTextColor: text,
    pieStrokeColor: background,
    pieOuterStrokeColor: mix('currentcolor', 55),
    pieOpacity: '1',
    pieTitleTextSize: '30px',
    pieSectionTextSize: '28px',
    ...numbered(['cScale#', 'git#', 'fillType#'], 0, part),
    ...numbered(['cScaleLabel#', 'gitBranchLabel#', 'cScaleInv#'], 0, () => text),
    commitLabelColor: text,
    commitLabelBackground: background,
    sectionBkgColor: mix('currentcolor', 8),
    sectionBkgColor2: mix('currentcolor', 8),
    altSectionBkgColor: background,
    taskBkgColor: part(0),
    taskBorderColor: mix('currentcolor', 55),
    activeTaskBkgColor: part(1),
    activeTaskBorderColor: mix('currentcolor', 55),
    doneTaskBkgColor: mix('currentcolor', 18),
    doneTaskBorderColor: mix('currentcolor', 55),
    critBkgColor: part(3),
    critBorderColor: mix('currentcolor', 55),
    taskTextColor: text,
    taskTextLightColor: text,
    taskTextDarkColor: text,
    taskTextOutsideColor: text,
    gridColor: mix('currentcolor', 25),
    todayLineColor: part(0),
    archEdgeColor: mix('currentcolor', 70),
    archEdgeArrowColor: mix('currentcolor', 70),
    archGroupBorderColor: mix('currentcolor', 55),
    ...numbered(['venn#'], 1, part),
    vennTitleTextColor: text,
    vennSetTextColor: text,
    xyChart: { plotColorPalette: SERIES.map(colour).join(',') },
    treeView: { labelColor: text, lineColor: mix('currentcolor', 70) },
    quadrant1Fill: mix('currentcolor', 8),
    quadrant2Fill: mix('currentcolor', 4),
    quadrant3Fill: mix('currentcolor', 8),
    quadrant4Fill: mix('currentcolor', 4),
    quadrantPointFill: colour(SERIES[0] ?? 'currentcolor'),
  };
}

/**
 * Creates a function that resolves CSS colours, in the place of the figure, to the `#rrggbb` that Mermaid
 * parses.
 */
function colourReader(figure: HTMLElement): (css: string) => string {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const style = figure.style;
  return (css) => {
    style.setProperty('outline-color', css);
    const computed = getComputedStyle(figure).outlineColor;
    style.removeProperty('outline-color');
    if (!context) return computed;
    context.fillStyle = computed;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  };
}
