/**
 * The look that both charts share. The chart's own attribution stays on.
 */
import { ColorType, CrosshairMode, type DeepPartial, type TimeChartOptions } from 'lightweight-charts';
import { COLORS, theme } from '../theme.ts';

export const chartOptions: DeepPartial<TimeChartOptions> = {
  autoSize: true,
  layout: {
    background: { type: ColorType.Solid, color: COLORS.panel },
    textColor: COLORS.dim,
    fontFamily: theme.fontFamily ?? 'sans-serif',
    fontSize: 11,
    attributionLogo: true,
  },
  grid: { vertLines: { color: '#171d25' }, horzLines: { color: '#171d25' } },
  crosshair: {
    mode: CrosshairMode.Normal,
    vertLine: { color: '#44505f', labelBackgroundColor: '#2a333f' },
    horzLine: { color: '#44505f', labelBackgroundColor: '#2a333f' },
  },
  rightPriceScale: { borderColor: COLORS.line },
  timeScale: { borderColor: COLORS.line, timeVisible: true, secondsVisible: false },
};
