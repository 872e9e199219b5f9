/**
 * What is open in the engine that runs, as `viper status` and `viper kill` show it.
 */
import type { OpenPosition } from './output/index.ts';
import type { Roots } from './roots/index.ts';

export async function openPositions({ symbols }: Roots): Promise<readonly OpenPosition[]> {
  const found = await symbols.list();
  return found.symbols.flatMap(({ symbol, positions }) => positions.map((position) => ({ symbol, ...position })));
}
