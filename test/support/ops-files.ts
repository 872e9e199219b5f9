/**
 * The expressions of the dashboard and of the alert rules in ops/, with where each stands.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const OPS = join(import.meta.dirname, '../../ops');

export const opsPath = (...path: string[]): string => join(OPS, ...path);

export const opsFile = (path: string): string => readFileSync(opsPath(path), 'utf8');

export type Expression = { readonly where: string; readonly text: string };

export type Rule = { readonly alert: string; readonly lines: readonly string[]; readonly expr: string | undefined };

export type Panel = {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
};

export const dashboard = JSON.parse(opsFile('grafana/dashboards/viper.json')) as {
  readonly uid: string;
  readonly panels: readonly Panel[];
};

/** One rule from its `- alert:` to the next; a rule of these files has every value on one line. */
export const rules: readonly Rule[] = opsFile('prometheus/alerts.yml')
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((part) => {
    const [alert = '', ...lines] = part.split('\n');
    return { alert, lines, expr: /^ {8}expr: (.+)$/m.exec(part)?.[1] };
  });

export const expressions: readonly Expression[] = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr: text }) => ({ where: title, text }))),
  ...rules.flatMap(({ alert: where, expr: text }) => (text === undefined ? [] : [{ where, text }])),
];
