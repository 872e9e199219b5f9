/**
 * The equity curve, above and below where it began.
 */
import { BaselineSeries, createChart, type ISeriesApi, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { EquityPoint } from '../../../src/engine/api.ts';
import { useEquity } from '../api.ts';
import { COLORS } from '../theme.ts';
import { chartTime } from './marks.ts';
import { chartOptions } from './options.ts';

export function EquityChart() {
  const host = useRef<HTMLDivElement>(null);
  const series = useRef<ISeriesApi<'Baseline'>>(null);
  const fit = useRef<() => void>(undefined);
  const { data: points } = useEquity();
  useEffect(() => {
    if (host.current === null) return;
    const chart = createChart(host.current, {
      ...chartOptions,
      handleScroll: false,
      handleScale: false,
      rightPriceScale: { ...chartOptions.rightPriceScale, scaleMargins: { top: 0.12, bottom: 0.08 } },
    });
    series.current = chart.addSeries(BaselineSeries, {
      topLineColor: COLORS.up,
      topFillColor1: 'rgba(46, 189, 133, 0.26)',
      topFillColor2: 'rgba(46, 189, 133, 0.02)',
      bottomLineColor: COLORS.down,
      bottomFillColor1: 'rgba(246, 86, 107, 0.02)',
      bottomFillColor2: 'rgba(246, 86, 107, 0.26)',
      lineWidth: 2,
      priceLineVisible: false,
    });
    fit.current = () => chart.timeScale().fitContent();
    return () => chart.remove();
  }, []);
  useEffect(() => {
    const [first] = points ?? [];
    if (series.current === null || points === undefined || first === undefined) return;
    series.current.applyOptions({ baseValue: { type: 'price', price: Number(first.equity) } });
    series.current.setData(bySecond(points));
    fit.current?.();
  }, [points]);
  return <div ref={host} className="equity-host" role="img" aria-label="Equity curve" />;
}

/** The chart wants rising whole seconds: of several points in one second the last counts. */
function bySecond(points: readonly EquityPoint[]): { time: UTCTimestamp; value: number }[] {
  const values = new Map<UTCTimestamp, number>();
  for (const { at, equity } of points) values.set(chartTime(at), Number(equity));
  return [...values].map(([time, value]) => ({ time, value }));
}
