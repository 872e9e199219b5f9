/**
 * The look: one dark palette, shared by Mantine, the style sheet and the charts.
 * Invariant: text on its panel has a contrast of at least 4.5; profit and loss differ by sign, not by colour alone.
 */
import { createTheme } from '@mantine/core';

export const COLORS = {
  ground: '#0a0d11',
  panel: '#11151b',
  line: '#1e252e',
  text: '#d6dde6',
  dim: '#8f9baa',
  up: '#2ebd85',
  down: '#f6566b',
  info: '#5b9dff',
  warn: '#e8b339',
} as const;

export const theme = createTheme({
  colors: {
    dark: [
      COLORS.text,
      '#b3bdc9',
      COLORS.dim,
      '#66717f',
      '#2c3541',
      '#232b35',
      '#1a2129',
      '#151a21',
      COLORS.panel,
      COLORS.ground,
    ],
  },
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'pointer',
});
