import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PALETTES, type Palette } from './theme.ts';

const CONTRAST_LEAST = 4.5;

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const TEXTS = ['text', 'dim', 'up', 'down', 'info', 'warn'] as const satisfies (keyof Palette)[];

describe.each(['dark', 'light'] as const)('the %s palette', (scheme) => {
  const palette = PALETTES[scheme];

  it.each(TEXTS)('has enough contrast for %s', (name) => {
    expect(contrast(palette[name], palette.panel)).toBeGreaterThanOrEqual(CONTRAST_LEAST);
  });

  it('is that of the style sheet', () => {
    const css = readFileSync(new URL('styles.css', import.meta.url), 'utf8');
    const at = scheme === 'light' ? 0 : 1;
    const shown = [...css.matchAll(/--(\w+): light-dark\((#\w+), (#\w+)\)/g)].map(([, name, ...both]) => [
      name,
      both[at],
    ]);
    const held = Object.fromEntries(shown.filter(([name]) => name !== undefined && name in palette));
    const { cross: _, ...inStyles } = palette;
    expect(held).toEqual(inStyles);
  });
});
