/**
 * Everything that the page shows but series: asked for once, then kept fresh by the stream.
 */
import Type from 'typebox';
import { formatSteps, type Instrument } from '../../../domain/index.ts';
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

const NOTICES_MAX = 50;

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
    notices: engine.notices(NOTICES_MAX),
    tickers: status.symbols.flatMap((symbol) => engine.ticker(symbol) ?? []),
    instruments: status.symbols.flatMap((symbol) => viewInstrument(engine.instrument(symbol))),
  };
});

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
