/** The flags of all commands and their environment variables; command-table.ts says which command has which. */

/** One flag. */
export interface Flag {
  /** The environment variable with the same meaning; a flag wins over it. */
  readonly variable: string;
  /** The help's name for the value; absent for a flag that is on or off. */
  readonly value?: string;
  /** One line of help. */
  readonly help: string;
}

export const flags = {
  port: { variable: 'PORT', value: 'NUMBER', help: 'port to listen on; 0 picks a free one (default: 8000)' },
  host: {
    variable: 'HOST',
    value: 'ADDRESS',
    help: 'address to listen on (default: all; of dev, localhost)',
  },
  url: {
    variable: 'LECTERN_URL',
    value: 'URL',
    help: 'public address, if another than this machine’s',
  },
  base: {
    variable: 'LECTERN_BASE',
    value: 'PATH',
    help: 'path prefix that a proxy passes on, such as /talks',
  },
  'trust-proxy': {
    variable: 'LECTERN_TRUST_PROXY',
    help: 'believe a proxy’s X-Forwarded-For and -Proto',
  },
  'tls-cert': { variable: 'LECTERN_TLS_CERT', value: 'FILE', help: 'certificate (PEM) to serve https with' },
  'tls-key': { variable: 'LECTERN_TLS_KEY', value: 'FILE', help: 'private key (PEM) of the certificate' },
  site: { variable: 'LECTERN_SITE', value: 'FILE', help: 'site.yml to use instead of the one in PATH' },
  key: {
    variable: 'LECTERN_KEY',
    value: 'KEY',
    help: 'presenter’s key, 16 characters or more (default: made)',
  },
  data: {
    variable: 'LECTERN_DATA',
    value: 'FOLDER',
    help: 'folder for the key and the logs of talks',
  },
  fsync: { variable: 'LECTERN_FSYNC', help: 'wait for the disk with every step that is logged' },
  redis: {
    variable: 'LECTERN_REDIS',
    value: 'URL',
    help: 'Redis by which several servers carry the same talks',
  },
  keep: {
    variable: 'LECTERN_KEEP',
    value: 'DAYS',
    help: 'days that talks are kept in Redis (default: 90)',
  },
  'max-viewers': {
    variable: 'LECTERN_MAX_VIEWERS',
    value: 'NUMBER',
    help: 'viewers at once; 0: no limit (default: 20000)',
  },
  'max-viewers-per-address': {
    variable: 'LECTERN_MAX_VIEWERS_PER_ADDRESS',
    value: 'NUMBER',
    help: 'those from one address; 0: no limit (default: 2000)',
  },
  metrics: {
    variable: 'LECTERN_METRICS',
    value: '[ADDRESS:]PORT',
    help: 'figures for Prometheus (default address: 127.0.0.1)',
  },
  log: {
    variable: 'LECTERN_LOG',
    value: 'FORMAT',
    help: 'json: lines of JSON; json,requests: of requests, too',
  },
  out: {
    variable: 'LECTERN_OUT',
    value: 'FOLDER',
    help: 'folder for what is written (default: dist; of import and export, by the deck’s name)',
  },
  deck: { variable: 'LECTERN_DECK', value: 'NAME', help: 'build this deck alone, at the address /' },
  'no-notes': { variable: 'LECTERN_NO_NOTES', help: 'leave the notes out' },
  'no-static': { variable: 'LECTERN_NO_STATIC', help: 'write no static site' },
  'with-notes': { variable: 'LECTERN_WITH_NOTES', help: 'speaker views with notes in the static site, too' },
  program: { variable: 'LECTERN_PROGRAM', help: 'a program for this system, which needs no Node, too' },
  oci: { variable: 'LECTERN_OCI', help: 'an OCI image with that program alone, too (on Linux)' },
  boot: {
    variable: 'LECTERN_BOOT',
    help: 'an image that boots, on Xen or any PC, too (on Linux)',
  },
  kernel: {
    variable: 'LECTERN_KERNEL',
    value: 'FILE',
    help: 'kernel for --boot, or its Debian package (default: Debian’s)',
  },
  raw: { variable: 'LECTERN_RAW', help: 'the disk of --boot byte by byte, too, to write to a stick' },
  report: { variable: 'LECTERN_REPORT', help: 'write a page on what each part costs' },
  format: {
    variable: 'LECTERN_FORMAT',
    value: 'FORMAT',
    help: 'text, json or github, whose annotations it prints (default: text)',
  },
  render: { variable: 'LECTERN_RENDER', help: 'look at every slide in a browser, too' },
  pictures: {
    variable: 'LECTERN_PICTURES',
    value: 'FOLDER',
    help: 'folder for pictures of slides that are too full (default: dist/check)',
  },
  handout: { variable: 'LECTERN_HANDOUT', help: 'several slides on a page, with lines to write on' },
  notes: { variable: 'LECTERN_NOTES', help: 'the speaker’s notes in the handout, instead of lines' },
  'per-page': {
    variable: 'LECTERN_PER_PAGE',
    value: 'NUMBER',
    help: 'slides on a page of the handout, 2 to 6 (default: 3)',
  },
  steps: { variable: 'LECTERN_STEPS', help: 'a page or picture for each step, not only for each slide' },
  png: { variable: 'LECTERN_PNG', help: 'pictures of the slides instead of a PDF' },
  editor: {
    variable: 'LECTERN_EDITOR',
    value: 'COMMAND',
    help: 'editor that Shift+click opens a slide’s source in',
  },
  open: { variable: 'LECTERN_OPEN', help: 'open the presenter’s link in the browser' },
} as const satisfies Readonly<Record<string, Flag>>;

/** The name of a flag. */
export type FlagName = keyof typeof flags;

/** All flags as `Flag`, for code that handles them alike. */
export const flagTable: Readonly<Record<FlagName, Flag>> = flags;

/** Returns whether a string is the name of a flag. */
export function isFlagName(name: string): name is FlagName {
  return Object.hasOwn(flags, name);
}
