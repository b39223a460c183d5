/** Writes the report of `check`: text for people, JSON and GitHub's annotations for machines. */
import { styleText } from 'node:util';
import type { ReportFormat } from '../cli/option-values.ts';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import { rules } from '../deck/model/rules.ts';

/** The results of a check. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly decks: number;
  readonly slides: number;
}

/** Writes a report, ending in a newline. Only text has colours. */
export function writeReport(report: Report, format: ReportFormat, colors: boolean): string {
  switch (format) {
    case 'text':
      return asText(report, colors);
    case 'json':
      return `${JSON.stringify(asJson(report), undefined, 2)}\n`;
    case 'github':
      return asAnnotations(report);
  }
}

/** Returns the number of errors. */
export function countErrors(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ rule }) => rules[rule].severity === 'error').length;
}

/** Sorts diagnostics by file, then by position. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function asText(report: Report, colors: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colors ? styleText(style, text, { validateStream: false }) : text;
  const hints = new Set<string>();
  const lines = report.diagnostics.map(({ file, line, column, rule, reason, hint }) => {
    const { severity } = rules[rule];
    // Each remedy is printed once.
    const message = messageOf({ reason, hint: hints.has(hint) ? '' : hint });
    hints.add(hint);
    const place = paint('cyan', `${file}:${line}:${column}`);
    const level = paint(severity === 'error' ? 'red' : 'yellow', severity);
    return `${place} ${level} ${message} ${paint('dim', `[${rule}]`)}\n`;
  });
  const end = report.diagnostics.length > 0 ? '\n' : '';
  return `${lines.join('')}${end}${paint(colorOf(report), summary(report))}\n`;
}

function colorOf({ diagnostics }: Report): 'red' | 'yellow' | 'green' {
  if (countErrors(diagnostics) > 0) return 'red';
  return diagnostics.length > 0 ? 'yellow' : 'green';
}

/** Returns a summary: `2 errors, 1 warning in 3 decks, 120 slides`. */
function summary({ diagnostics, decks, slides }: Report): string {
  const errors = countErrors(diagnostics);
  const warnings = diagnostics.length - errors;
  const found = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  return `${found.join(', ') || 'Nothing wrong'} in ${count(decks, 'deck')}, ${count(slides, 'slide')}.`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function messageOf({ reason, hint }: Pick<Diagnostic, 'reason' | 'hint'>): string {
  return hint === '' ? reason : `${reason}${/[.?!]$/.test(reason) ? '' : '.'} ${hint}`;
}

function asJson({ diagnostics, decks, slides }: Report): unknown {
  const errors = countErrors(diagnostics);
  return {
    decks,
    slides,
    errors,
    warnings: diagnostics.length - errors,
    problems: diagnostics.map(({ file, line, column, rule, reason, hint }) => ({
      file,
      line,
      column,
      severity: rules[rule].severity,
      rule,
      message: reason,
      hint,
    })),
  };
}

/**
 * Writes GitHub's workflow commands, `::error file=…,line=…,col=…,title=…::message`, escaped as in its toolkit
 * (actions/toolkit, packages/core/src/command.ts); then the summary, as plain log output.
 */
function asAnnotations(report: Report): string {
  const lines = report.diagnostics.map(({ file, line, column, rule, ...diagnostic }) => {
    const values = { file, line: String(line), col: String(column), title: rule };
    const properties = Object.entries(values).map(([name, value]) => `${name}=${escapeProperty(value)}`);
    return `::${rules[rule].severity} ${properties.join(',')}::${escapeData(messageOf(diagnostic))}\n`;
  });
  return `${lines.join('')}${summary(report)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
