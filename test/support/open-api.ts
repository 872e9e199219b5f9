/**
 * Requests made of an OpenAPI document: the valid one of its examples, and wrong ones of its schemas.
 * Invariant: what is made comes from the document alone; a route whose document is not enough to call it is an error.
 */
import { readFileSync } from 'node:fs';

export type Schema = {
  readonly type?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
};

type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
};

type Content = { readonly schema: Schema; readonly example?: unknown };

export type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, unknown>>;
};

export type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

export type Call = {
  readonly method: string;
  readonly template: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly operation: Operation;
};

export const SERVICE_KEYS = {
  'exchange-connector': 'exchangeConnector',
  'market-data-manager': 'marketDataManager',
  'live-trading-engine': 'liveTradingEngine',
  'viper-scoring': 'viperScoring',
} as const;

export const documentOf = (service: string): Document =>
  JSON.parse(readFileSync(new URL(`../../docs/reference/openapi/${service}.json`, import.meta.url), 'utf8'));

/** The valid call of every route. @throws Error for a route without the examples that it needs. */
export function callsOf(document: Document): readonly Call[] {
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => callOf(template, method.toUpperCase(), operation)),
  );
}

function callOf(template: string, method: string, operation: Operation): Call {
  const where = `${method} ${template}`;
  const parameters = operation.parameters ?? [];
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return encodeURIComponent(String(exampleOf(parameter, where)));
  });
  const wanted = parameters.filter((one) => one.in === 'query' && one.required);
  const query = Object.fromEntries(wanted.map((one) => [one.name, String(exampleOf(one, where))]));
  return { method, template, path, query, body: bodyOf(operation, where), operation };
}

function exampleOf(parameter: Parameter | undefined, where: string): unknown {
  const example = parameter?.example ?? parameter?.schema.examples?.[0] ?? parameter?.schema.enum?.[0];
  if (example === undefined) throw new Error(`${where}: ${parameter?.name ?? 'a parameter'} has no example`);
  return example;
}

export const schemaOfBody = (operation: Operation): Content | undefined =>
  operation.requestBody?.content['application/json'];

function bodyOf(operation: Operation, where: string): unknown {
  const content = schemaOfBody(operation);
  if (content === undefined) return undefined;
  const example = content.example ?? content.schema.examples?.[0];
  if (example !== undefined) return example;
  if (Object.keys(content.schema.properties ?? {}).length === 0) return {};
  throw new Error(`${where}: its body has no example`);
}

export const urlOf = ({ path, query }: Pick<Call, 'path' | 'query'>): string => {
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
};
