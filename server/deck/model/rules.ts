/** The rules that decks are checked by: the table from which `check`, its switches and the guide's list derive. */

/** A rule. */
export interface Rule {
  /** An `error` will certainly show on stage; a `warning` deserves a look. */
  readonly severity: 'error' | 'warning';
  /** Why it matters, in one line for the guide. */
  readonly reason: string;
  /** Whether the deck cannot be compiled with this mistake, so that the rule cannot be switched off. */
  readonly stops?: true;
  /** Whether the supervisor of a compiler process reports it, because the compilation itself did not finish. */
  readonly supervised?: true;
  /** Whether only a browser can check it: `check --render`. */
  readonly rendered?: true;
}

/**
 * A new rule needs an entry here, a diagnostic that names it, and a passing and a failing fixture in
 * `tests/check/fixtures`.
 */
const table = {
  // Mistakes that keep a deck from being compiled.
  client: {
    severity: 'error',
    stops: true,
    reason: 'Scripts of a deck have to be there, and to be bundled.',
  },
  'deep-nesting': {
    severity: 'error',
    stops: true,
    reason: 'Tags, lists or lines without end cannot be read.',
  },
  include: {
    severity: 'error',
    stops: true,
    reason: 'An include brings slides that are there, and never itself.',
  },
  'foreign-deck': {
    severity: 'error',
    stops: true,
    reason: 'A deck that is certainly for another tool would be mangled.',
  },
  limit: {
    severity: 'error',
    stops: true,
    supervised: true,
    reason: 'What takes too long or too much memory would hold up everybody.',
  },
  'missing-source': { severity: 'error', stops: true, reason: 'What a deck is made from has to be there.' },
  'not-text': {
    severity: 'error',
    stops: true,
    reason: 'In what is no text, what is private cannot be told.',
  },
  'unread-audience': {
    severity: 'error',
    stops: true,
    reason: 'An `audience` that is not read would leave the deck open.',
  },
  'no-slides': { severity: 'error', stops: true, reason: 'A deck shows at least one slide.' },
  pattern: { severity: 'error', stops: true, reason: 'A separator must be a regular expression.' },
  yaml: { severity: 'error', stops: true, reason: 'Settings must be YAML that can be read.' },

  // Settings.
  'front-matter': {
    severity: 'error',
    reason: 'Settings that are not closed run into the first slide.',
  },
  'setting-value': { severity: 'error', reason: 'A setting with a value that it cannot have does nothing.' },
  'setting-without-effect': { severity: 'warning', reason: 'Some settings of other tools do nothing here.' },
  'refused-script': {
    severity: 'error',
    reason: 'A script that the site does not let the deck run does nothing.',
  },
  'unknown-deck': { severity: 'warning', reason: '`site.yml` may speak of a deck that is not there.' },
  'unknown-setting': { severity: 'error', reason: 'A mistyped setting does nothing.' },
  'unknown-theme': { severity: 'error', reason: 'In another theme than was meant, slides look otherwise.' },
  'unknown-variable': { severity: 'error', reason: 'A variable without a value is shown as it was written.' },

  duration: { severity: 'warning', reason: 'Notes and slides that need more time than `duration` gives.' },

  // The content of slides.
  'active-content': { severity: 'error', reason: 'Scripts written on a slide do not run.' },
  'attribute-comment': { severity: 'error', reason: 'A comment that sets attributes is easily mistyped.' },
  'attribute-name': { severity: 'error', reason: 'A mistyped `data-` attribute of a slide does nothing.' },
  'class-name': {
    severity: 'error',
    reason: 'A class that is mistyped, lacks its point or stands where none is read does nothing.',
  },
  'code-language': { severity: 'warning', reason: 'Code in a language that is not known has no colours.' },
  'code-lines': {
    severity: 'error',
    reason: 'A step of code that points behind the last line shows nothing.',
  },
  'code-options': {
    severity: 'warning',
    reason: 'What is written behind a code’s language and not read does nothing.',
  },
  contrast: {
    severity: 'warning',
    reason: 'Text too much like its ground cannot be read from the last row.',
  },
  'style-sheet': {
    severity: 'error',
    reason: 'Without a style sheet that cannot be read, slides look otherwise.',
  },
  css: { severity: 'warning', reason: 'Browsers skip rules of a style sheet that they cannot read.' },
  'unknown-class': { severity: 'warning', reason: 'A class that no style names does nothing.' },
  'empty-slide': {
    severity: 'warning',
    reason: 'A slide with nothing on it may be a separator too many.',
  },
  'doubtful-notes': {
    severity: 'warning',
    reason: 'Notes that begin inside a block may be meant for the slide.',
  },
  'native-notes': {
    severity: 'warning',
    reason: 'Notes that begin with another word than `Note:` are on the slide.',
  },
  'private-text': {
    severity: 'warning',
    reason: 'What other tools hold private is kept from the slide, and may be meant for it.',
  },
  'doubtful-separator': {
    severity: 'warning',
    reason: 'Dashes part slides below text, and not in HTML; both may be slips.',
  },
  callout: { severity: 'warning', reason: 'A callout of an unknown sort is shown as a quote with brackets.' },
  'doubtful-include': {
    severity: 'warning',
    reason: 'An include inside of something else brings nothing, or more than fits.',
  },
  'foreign-syntax': {
    severity: 'warning',
    reason: 'What other tools write on slides is shown as text, or does nothing.',
  },
  'full-width': {
    severity: 'warning',
    reason: 'Wide `＃`, `・`, `｜` and the like are text, and mark nothing.',
  },
  footnote: {
    severity: 'warning',
    reason: 'A footnote without its text, or its mark, is not seen as one.',
  },
  layout: { severity: 'warning', reason: 'A layout that lacks its parts is not the one that was asked for.' },
  'duplicate-id': { severity: 'error', reason: 'Of two things with one id, links find only the first.' },
  cast: { severity: 'error', reason: 'A recording that cannot be read is not shown.' },
  diagram: { severity: 'error', reason: 'A diagram that cannot be drawn is shown as it was written.' },
  chart: { severity: 'error', reason: 'A chart whose data cannot be read is shown as it was written.' },
  'chart-room': {
    severity: 'warning',
    reason: 'Names that have no room in a chart are left out, since no letters get too small to read.',
  },
  'qr-code': { severity: 'error', reason: 'A QR code with too much in it cannot be read from the last row.' },
  math: { severity: 'error', reason: 'A formula that is not valid TeX is shown as it was written.' },
  'math-syntax': {
    severity: 'warning',
    reason: 'A formula that is not read as one is shown as TeX, dollars and all.',
  },
  'table-row': {
    severity: 'warning',
    reason: 'Cells that the head of a table has no column for are lost, as is code with a bar.',
  },
  'picture-syntax': { severity: 'error', reason: 'A picture whose address cannot be read is shown as text.' },
  'slide-id': { severity: 'error', reason: 'Some ids cannot be reached by a link.' },
  'alt-text': { severity: 'warning', reason: 'Who cannot see a picture needs words for it.' },
  'nested-section': {
    severity: 'warning',
    reason: 'A section inside of a slide is shown with all the rest of it.',
  },
  stretch: {
    severity: 'error',
    reason: 'What is to fill the height that is left needs to stand on the slide itself.',
  },
  'unclosed-html': {
    severity: 'warning',
    reason: 'HTML that is never closed takes in the rest of its slide.',
  },
  'unclosed-fence': { severity: 'warning', reason: 'Code that is never closed swallows what follows.' },

  // Files and links.
  encoding: { severity: 'error', reason: 'Text that is not UTF-8 may show other letters than were meant.' },
  'missing-file': { severity: 'error', reason: 'A picture, recording or page is not where the deck says.' },
  'broken-file': {
    severity: 'error',
    reason: 'A file that is empty, breaks off or is no picture shows nothing.',
  },
  'letter-case': {
    severity: 'error',
    reason: 'Some systems tell capitals from small letters, others do not.',
  },
  'broken-link': { severity: 'error', reason: 'A link that leads nowhere is found on stage.' },
  'remote-file': {
    severity: 'warning',
    reason: 'What another server has to send fails without the network.',
  },
  'picture-format': { severity: 'error', reason: 'Browsers show no HEIC, TIFF, PSD or PDF as a picture.' },
  'picture-size': { severity: 'warning', reason: 'Pixels that no screen can show keep everyone waiting.' },
  'video-format': {
    severity: 'error',
    reason: 'Browsers play H.264, VP9 and AV1, but no AVI, HEVC or ProRes.',
  },
  'private-file': { severity: 'error', reason: 'Sources and hidden files are never served.' },
  unserved: {
    severity: 'warning',
    reason: 'What cannot be read, or is linked from elsewhere, is not served.',
  },

  // Rules that only a browser can check: `check --render`.
  overflow: {
    severity: 'error',
    rendered: true,
    reason: 'What has no room on the stage, or is cut off, is not seen.',
  },
  'no-room': {
    severity: 'error',
    rendered: true,
    reason: 'What is to fill the height that is left is not seen where none is.',
  },
  'small-letters': {
    severity: 'warning',
    rendered: true,
    reason: 'Letters of a diagram under 14 of 720 pixels cannot be read from the last row.',
  },
  'script-error': {
    severity: 'error',
    rendered: true,
    reason: 'A script that fails may take the talk with it.',
  },
  'failed-request': { severity: 'error', rendered: true, reason: 'What does not load is missing on stage.' },
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a rule. */
export type RuleName = keyof typeof table;

/** All rules as `Rule`, in the order of the guide. */
export const rules: Readonly<Record<RuleName, Rule>> = table;

/** Returns whether a word is the name of a rule. */
export function isRuleName(word: string): word is RuleName {
  return Object.hasOwn(table, word);
}
