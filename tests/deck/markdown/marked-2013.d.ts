/** marked 0.2.9, installed under another name as the reference for `markdown: 2013`. */
declare module 'marked-2013' {
  const marked: (source: string) => string;
  export = marked;
}
