/**
 * The look: a dark and a light palette, shared by Mantine, the style sheet and the charts; the machine's setting chooses.
 * Invariant: text on its panel has a contrast of at least 4.5; profit and loss differ by sign, not by colour alone.
 */
import { createTheme, useComputedColorScheme } from '@mantine/core';

export type Palette = {
  readonly ground: string;
  readonly panel: string;
  readonly line: string;
  readonly grid: string;
  readonly cross: string;
  readonly text: string;
  readonly dim: string;
  readonly up: string;
  readonly down: string;
  readonly info: string;
  readonly warn: string;
};

export const PALETTES: Readonly<Record<'dark' | 'light', Palette>> = {
  dark: {
    ground: '#0a0d11',
    panel: '#11151b',
    line: '#1e252e',
    grid: '#171d25',
    cross: '#44505f',
    text: '#d6dde6',
    dim: '#8f9baa',
    up: '#2ebd85',
    down: '#f6566b',
    info: '#5b9dff',
    warn: '#e8b339',
  },
  light: {
    ground: '#eceff3',
    panel: '#ffffff',
    line: '#d3dae2',
    grid: '#e9edf1',
    cross: '#8592a2',
    text: '#18212c',
    dim: '#586473',
    up: '#08734e',
    down: '#c3253d',
    info: '#1d5bc4',
    warn: '#855600',
  },
};

/** Of the scheme that is shown; the page is never drawn on a server, so that it is known at the first drawing. */
export const usePalette = (): Palette => PALETTES[useComputedColorScheme('dark', { getInitialValueInEffect: false })];

const { dark } = PALETTES;

export const theme = createTheme({
  colors: {
    dark: [
      dark.text,
      '#b3bdc9',
      dark.dim,
      '#66717f',
      '#2c3541',
      '#232b35',
      '#1a2129',
      '#151a21',
      dark.panel,
      dark.ground,
    ],
  },
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  primaryColor: 'blue',
  primaryShade: 8,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
