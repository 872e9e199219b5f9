/**
 * The look that both charts share. The chart's own attribution stays on.
 */
import { ColorType, CrosshairMode, type DeepPartial, type TimeChartOptions } from 'lightweight-charts';
import { type Palette, theme } from '../theme.ts';

export const chartOptions = (palette: Palette) =>
  ({
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: palette.panel },
      textColor: palette.dim,
      fontFamily: theme.fontFamily ?? 'sans-serif',
      fontSize: 11,
      attributionLogo: true,
    },
    grid: { vertLines: { color: palette.grid }, horzLines: { color: palette.grid } },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: palette.cross, labelBackgroundColor: palette.cross },
      horzLine: { color: palette.cross, labelBackgroundColor: palette.cross },
    },
    rightPriceScale: { borderColor: palette.line },
    timeScale: { borderColor: palette.line, timeVisible: true, secondsVisible: false },
  }) satisfies DeepPartial<TimeChartOptions>;
