/**
 * Everything that the page shows but series: asked for once, then kept fresh by the stream.
 */
import Type from 'typebox';
import { formatSteps, type Instrument } from '../../../domain/index.ts';
import type { EngineApi, NoticeRow } from '../../../engine/api.ts';
import {
  defineRoute,
  implement,
  listOf,
  NoticeRowSchema,
  OrderRowSchema,
  PositionRowSchema,
  StatusRowSchema,
  TickerRowSchema,
} from '../../contract/index.ts';

/** Of those for information, and of the others. */
const NOTICES_MAX = 50;
const NOTICES_KEPT = 500;

const InstrumentView = Type.Object({
  symbol: Type.String(),
  base: Type.String(),
  tick: Type.String({ description: 'decimal text' }),
  price_decimals: Type.Integer(),
});

export const getOverview = defineRoute({
  service: 'dashboard',
  method: 'GET',
  path: '/api/overview',
  scope: 'read',
  about: 'Status, positions, orders, notices, tickers and price steps.',
  response: Type.Object({
    status: StatusRowSchema,
    positions: listOf(PositionRowSchema),
    orders: listOf(OrderRowSchema),
    notices: listOf(NoticeRowSchema),
    tickers: listOf(TickerRowSchema),
    instruments: Type.Array(InstrumentView),
  }),
  errors: [],
});

export const getOverviewRoute = implement(getOverview, (_input, { engine }) => {
  const status = engine.status();
  return {
    status,
    positions: engine.positions(),
    orders: engine.orders(),
    notices: latestNotices(engine),
    tickers: status.symbols.flatMap((symbol) => engine.ticker(symbol) ?? []),
    instruments: status.symbols.flatMap((symbol) => viewInstrument(engine.instrument(symbol))),
  };
});

/** Oldest first. What is for information pushes no warning out. */
function latestNotices(engine: EngineApi): readonly NoticeRow[] {
  const kept = engine.notices(NOTICES_KEPT);
  const infos = new Set(kept.filter(({ level }) => level === 'info').slice(-NOTICES_MAX));
  const others = new Set(kept.filter(({ level }) => level !== 'info').slice(-NOTICES_MAX));
  return kept.filter((notice) => infos.has(notice) || others.has(notice));
}

const viewInstrument = (instrument: Instrument | undefined) =>
  instrument === undefined
    ? []
    : [
        {
          symbol: instrument.symbol,
          base: instrument.base,
          tick: formatSteps(1, instrument.tick),
          price_decimals: instrument.tick.decimals,
        },
      ];
