/**
 * What `viper new strategy` writes beside a strategy: a test for node:test and a page that says how to go on.
 */

export const testOf = (name: string, extension: string): string => `/**
 * What every strategy must do, and what this one is for. Any test runner will do: this is Node's own.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bars, describeStrategy, randomWalk, runStrategy } from 'viper/strategies/test-kit';
import { strategy } from './${name}.${extension}';

describeStrategy(strategy, { describe, it });

describe('${name}', () => {
  it('does nothing in a market that stands still', () => {
    const still = bars(Array.from({ length: 300 }, () => 60_000));
    assert.deepEqual(runStrategy(strategy, still).intents, []);
  });

  it('risks what its parameter says', () => {
    const { entries } = runStrategy(strategy, randomWalk(3, 2_000), { params: { risk: 0.005 } });
    assert.ok(entries.length > 0);
    for (const { risk } of entries) assert.equal(risk, 50_000_000n); // 0.005 with ten decimals
  });
});
`;

export const readmeOf = (name: string, extension: string): string => `# ${name}

A strategy for Viper. It reads closed bars and its own position, and proposes; the risk gate sizes, limits and refuses.

| file | holds |
|---|---|
| \`${name}.${extension}\` | the strategy: parameters with bounds, when it enters and leaves |
| \`${name}.test.${extension}\` | the tests that every strategy passes, and its own |

\`\`\`sh
npm install viper
node --test
npx viper backtest --strategy ${name}.${extension} --data <folder of candles>
npx viper start --strategy ${name}.${extension}
\`\`\`

Each number is a parameter: \`--param risk=0.005\` sets one, within its bounds, and \`--param ${name}.risk=0.005\` that of this strategy alone. Viper notes the SHA-256 of the file, and of the files that it imports, in its journal: after a change the strategy begins anew, from history.
`;
