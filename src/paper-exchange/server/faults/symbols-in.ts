/**
 * Which symbols a request or a push names, as far as its text tells.
 */
export function symbolsIn(text: string, query: unknown = undefined): readonly string[] {
  const found: string[] = [];
  gather(query, found);
  try {
    gather(JSON.parse(text), found);
  } catch {}
  return found;
}

const NAMES = ['symbol', 'instId'] as const;
const NESTED = ['arg', 'args', 'data', 'orderList'] as const;

function gather(value: unknown, found: string[]): void {
  if (Array.isArray(value)) for (const item of value) gather(item, found);
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of NAMES) if (typeof fields[name] === 'string') found.push(fields[name].toUpperCase());
  for (const name of NESTED) gather(fields[name], found);
}
