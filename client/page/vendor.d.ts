/** Styles whose address has a query of its own before Vite's. */
declare module '*&inline' {
  const styles: string;
  // biome-ignore lint/style/noDefaultExport: this is what Vite makes of them.
  export default styles;
}
