/**
 * The frames of a recorded stream as they stand in the file, and the checks at the door.
 * A line is a receive time in ns, a space, and a frame as JSON; a depth snapshot has no `stream`.
 */

export type WireLevel = readonly [price: string, size: string];

export type DepthFrame = {
  readonly e: 'depthUpdate';
  readonly T: number;
  readonly s: string;
  /** First and last update id of the frame, and the last id of the frame before. */
  readonly U: number;
  readonly u: number;
  readonly pu: number;
  readonly b: readonly WireLevel[];
  readonly a: readonly WireLevel[];
};

export type QuoteFrame = {
  readonly e: 'bookTicker';
  readonly T: number;
  readonly s: string;
  readonly b: string;
  readonly B: string;
  readonly a: string;
  readonly A: string;
};

export type TradeFrame = {
  readonly e: 'trade';
  readonly T: number;
  readonly s: string;
  readonly p: string;
  readonly q: string;
  /** The buyer is the maker: the taker sold. */
  readonly m: boolean;
};

export type SnapshotFrame = {
  readonly e: 'snapshot';
  readonly T: number;
  readonly lastUpdateId: number;
  readonly bids: readonly WireLevel[];
  readonly asks: readonly WireLevel[];
};

export type Frame = DepthFrame | QuoteFrame | TradeFrame | SnapshotFrame;

type Kind = 'time' | 'text' | 'id' | 'levels' | 'boolean';

const FIELDS: { readonly [E in Frame['e']]: Readonly<Record<string, Kind>> } = {
  depthUpdate: { T: 'time', s: 'text', U: 'id', u: 'id', pu: 'id', b: 'levels', a: 'levels' },
  bookTicker: { T: 'time', s: 'text', b: 'text', B: 'text', a: 'text', A: 'text' },
  trade: { T: 'time', s: 'text', p: 'text', q: 'text', m: 'boolean' },
  snapshot: { T: 'time', lastUpdateId: 'id', bids: 'levels', asks: 'levels' },
};
const CHECKS = Object.fromEntries(Object.entries(FIELDS).map(([e, fields]) => [e, Object.entries(fields)]));

/** Throws with field, value and what is allowed; the caller knows the line. */
export type Refuse = (field: string, value: unknown, allowed: string) => never;

/** The frame of one line, checked field by field. */
export function decodeFrame(line: string, refuse: Refuse): Frame {
  const space = line.indexOf(' ');
  if (space < 1 || line[space + 1] !== '{') refuse('line', line, '<receive time in ns> {frame as JSON}');
  const frame = unwrap(line.slice(space + 1), refuse);
  const checks = CHECKS[frame.e as string];
  if (checks === undefined) return refuse('e', frame.e, `one of ${Object.keys(FIELDS).join(', ')}`);
  for (const [field, kind] of checks) {
    if (!IS[kind](frame[field])) refuse(field, frame[field], ALLOWED[kind]);
  }
  return frame as Frame;
}

function unwrap(json: string, refuse: Refuse): Record<string, unknown> {
  let value: { data?: Record<string, unknown>; lastUpdateId?: unknown };
  try {
    value = JSON.parse(json);
  } catch {
    return refuse('frame', json, 'a whole JSON object; this line is cut or damaged');
  }
  if (value.lastUpdateId !== undefined) return { ...value, e: 'snapshot' };
  return value.data ?? refuse('data', undefined, 'an object with the frame');
}

const ALLOWED: Readonly<Record<Kind, string>> = {
  time: 'epoch milliseconds',
  text: 'text',
  id: 'a whole number below 2^53',
  levels: 'a list of [price, size] texts',
  boolean: 'true or false',
};

const IS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  time: (value) => Number.isSafeInteger(value) && (value as number) > 0,
  text: (value) => typeof value === 'string',
  id: Number.isSafeInteger,
  levels: (value) => Array.isArray(value) && value.every(isLevel),
  boolean: (value) => typeof value === 'boolean',
};

const isLevel = (value: unknown): boolean =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
