/**
 * What a diagnosis found, a line for each check; and requests with their answers.
 * Invariant: holds no secret, because what it is given holds none.
 */
import type { Check, Exchanged, Fault } from '../../bitget/diagnosis/index.ts';
import type { Validated } from '../roots/index.ts';

const MARKS: Readonly<Record<Check['result'], string>> = {
  pass: '✅ PASS',
  warn: '⚠️ WARN',
  fail: '❌ FAIL',
  skip: '➖ SKIP',
};

export function checkLines({ name, result, says, advice }: Check): readonly string[] {
  const line = `${MARKS[result]} ${name}: ${says}`;
  return advice === undefined || advice === '' ? [line] : [line, `        ${advice}`];
}

/** The last line: what is wrong, in one sentence, or that nothing is. */
export function verdictText({ network, host, checks, fault }: Validated): string {
  if (fault) return faultText(fault);
  const warnings = checks.filter(({ result }) => result === 'warn').length;
  const but = warnings === 0 ? '' : `, with ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  return `All is well for trading on the ${network} (${host})${but}. Nothing was changed or ordered.`;
}

export const faultText = ({ says, advice }: Fault): string => (advice === '' ? says : `${says} ${advice}`);

export const exchangedLines = (exchanged: readonly Exchanged[]): readonly string[] =>
  exchanged.flatMap(({ call, url, headers, status, code, text, tookMs }) => [
    '',
    `${call}: GET ${url}`,
    ...Object.entries(headers).map(([name, value]) => `  > ${name}: ${value}`),
    `  < ${status === 0 ? 'no answer' : `HTTP ${status}`}, code ${code || '–'}, ${tookMs} ms`,
    `  < ${text}`,
  ]);
