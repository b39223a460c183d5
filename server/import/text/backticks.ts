/** Writes the marks around code. */

/** Returns as many backticks as can stand around a code, which may have some itself; at least `least`. */
function backticksAround(code: string, least: number): string {
  const lengths = [...code.matchAll(/`+/g)].map(([marks]) => marks.length + 1);
  return '`'.repeat(Math.max(least, ...lengths));
}

/** Writes a code span. */
export function codeSpan(code: string): string {
  const marks = backticksAround(code, 1);
  return marks === '`' ? `\`${code}\`` : `${marks} ${code} ${marks}`;
}

/** Writes a fence around code; `info` is what stands behind its opening marks. */
export function fenced(code: string, info = ''): string {
  const marks = backticksAround(code, 3);
  return `${marks}${info.trim()}\n${code}\n${marks}`;
}
