/**
 * The contracts that sources can offer: a table of well-known ones, and inference for the rest.
 * Invariant: an inferred tick is never coarser than the prices it comes from; tick × lot is never finer than money.
 */
import {
  assert,
  type Increment,
  type Instrument,
  lots,
  MONEY_DECIMALS,
  money,
  parseSteps,
  rate,
} from '../../domain/index.ts';
import { LADDERS, type LadderName } from './position-ladders.ts';

type Row = readonly [tick: string, lot: string, sizeMax: string, marketSizeMax: string, ladder: LadderName];

const TABLE: Readonly<Record<string, Row>> = {
  BTC: ['0.1', '0.0001', '1200', '220', 'BTC'],
  ETH: ['0.01', '0.01', '20000', '4000', 'ETH'],
  BNB: ['0.01', '0.01', '30000', '6000', 'LARGE'],
  ADA: ['0.0001', '1', '30000000', '6000000', 'MIDDLE'],
  SOL: ['0.001', '0.1', '200000', '40000', 'LARGE'],
  POL: ['0.0001', '1', '30000000', '6000000', 'MIDDLE'],
  AVAX: ['0.001', '0.1', '800000', '160000', 'MIDDLE'],
  DOT: ['0.001', '0.1', '4000000', '800000', 'MIDDLE'],
  LINK: ['0.001', '0.1', '1500000', '300000', 'MIDDLE'],
  XRP: ['0.0001', '0.1', '9000000', '1800000', 'LARGE'],
  LTC: ['0.01', '0.001', '200000', '40000', 'MIDDLE'],
  DOGE: ['0.00001', '1', '60000000', '12000000', 'LARGE'],
  TRX: ['0.00001', '1', '30000000', '6000000', 'MIDDLE'],
  BCH: ['0.01', '0.01', '40000', '8000', 'MIDDLE'],
  UNI: ['0.001', '1', '2000000', '400000', 'MIDDLE'],
  ATOM: ['0.0001', '0.1', '2000000', '400000', 'MIDDLE'],
  NEAR: ['0.0001', '1', '3000000', '600000', 'MIDDLE'],
};

/** Contracts that changed their name; the older one is still typed and still names old archives. */
const RENAMED: Readonly<Record<string, string>> = { MATICUSDT: 'POLUSDT' };

/** The symbol under which a contract trades today: MATICUSDT → POLUSDT, others unchanged. */
export const currentSymbol = (symbol: string): string => RENAMED[symbol] ?? symbol;

const increment = (text: string): Increment => ({ units: 1, decimals: text.split('.')[1]?.length ?? 0 });

function build(base: string, [tickText, lotText, sizeMax, marketSizeMax, ladder]: Row): Instrument {
  const lot = increment(lotText);
  const tiers = LADDERS[ladder];
  const [lowest] = tiers;
  assert(lowest, `the ladder ${ladder} has no rungs`);
  return {
    symbol: `${base}USDT`,
    base,
    tick: increment(tickText),
    lot,
    sizeMin: lots(1),
    sizeMax: lots(parseSteps(sizeMax, lot, 'sizeMax')),
    marketSizeMax: lots(parseSteps(marketSizeMax, lot, 'marketSizeMax')),
    notionalMin: money('5'),
    leverageMin: 1,
    leverageMax: lowest.leverageMax,
    makerFee: rate('0.0002'),
    takerFee: rate('0.0006'),
    maintenanceMargin: lowest.maintenanceMargin,
    tiers,
    fundingIntervalHours: 8,
    priceBand: rate('0.05'),
    status: 'normal',
  };
}

const KNOWN: ReadonlyMap<string, Instrument> = new Map(
  Object.entries(TABLE).map(([base, row]) => [`${base}USDT`, build(base, row)]),
);

export const knownInstrument = (symbol: string): Instrument | undefined => KNOWN.get(symbol);

type Decimals = { readonly price: number; readonly size: number };

/** A contract with the finest steps that its data shows, the usual fees and bounds, and the ladder of a small coin. */
export function inferInstrument(symbol: string, { price, size }: Decimals): Instrument {
  const base = symbol.replace(/USDT$/, '');
  const lotDecimals = Math.min(size, MONEY_DECIMALS - price);
  return { ...build(base, [step(price), step(lotDecimals), '10000000', '2000000', 'SMALL']), symbol };
}

/** The well-known contract, with finer steps where the data needs them; inferred when it is not known. */
export function fitInstrument(symbol: string, { price, size }: Decimals): Instrument {
  const known = KNOWN.get(symbol);
  if (known === undefined) return inferInstrument(symbol, { price, size });
  if (known.tick.decimals >= price && known.lot.decimals >= size) return known;
  const finer = { price: Math.max(known.tick.decimals, price), size: Math.max(known.lot.decimals, size) };
  const { leverageMax, maintenanceMargin, tiers = [] } = known;
  return { ...inferInstrument(symbol, finer), leverageMax, maintenanceMargin, tiers };
}

const step = (places: number): string => (places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`);
