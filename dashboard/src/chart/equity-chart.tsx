/**
 * The equity curve, above and below where it began.
 */
import { BaselineSeries, createChart, type IChartApi, type ISeriesApi, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef, useState } from 'react';
import type { EquityPoint } from '../../../src/engine/api.ts';
import { useEquity } from '../api.ts';
import { usePalette } from '../theme.ts';
import { chartTime } from './marks.ts';
import { chartOptions } from './options.ts';

export function EquityChart() {
  const palette = usePalette();
  const host = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<{ readonly series: ISeriesApi<'Baseline'>; readonly chart: IChartApi }>();
  const { data: points } = useEquity();
  useEffect(() => {
    if (host.current === null) return;
    const options = chartOptions(palette);
    const chart = createChart(host.current, {
      ...options,
      handleScroll: false,
      handleScale: false,
      rightPriceScale: { ...options.rightPriceScale, scaleMargins: { top: 0.12, bottom: 0.08 } },
    });
    const series = chart.addSeries(BaselineSeries, {
      topLineColor: palette.up,
      topFillColor1: `${palette.up}42`,
      topFillColor2: `${palette.up}05`,
      bottomLineColor: palette.down,
      bottomFillColor1: `${palette.down}05`,
      bottomFillColor2: `${palette.down}42`,
      lineWidth: 2,
      priceLineVisible: false,
    });
    setDrawn({ series, chart });
    return () => chart.remove();
  }, [palette]);
  useEffect(() => {
    const [first] = points ?? [];
    if (drawn === undefined || points === undefined || first === undefined) return;
    drawn.series.applyOptions({ baseValue: { type: 'price', price: Number(first.equity) } });
    drawn.series.setData(bySecond(points));
    drawn.chart.timeScale().fitContent();
  }, [points, drawn]);
  return <div ref={host} className="equity-host" role="img" aria-label="Equity curve" />;
}

/** The chart wants rising whole seconds: of several points in one second the last counts. */
function bySecond(points: readonly EquityPoint[]): { time: UTCTimestamp; value: number }[] {
  const values = new Map<UTCTimestamp, number>();
  for (const { at, equity } of points) values.set(chartTime(at), Number(equity));
  return [...values].map(([time, value]) => ({ time, value }));
}
