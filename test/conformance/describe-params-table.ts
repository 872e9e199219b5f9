/**
 * A profile's README and its parameters say the same.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Param } from '../../src/kernel/index.ts';

/** @param folder URL of the profile's folder */
export function describeParamsTable(folder: URL, params: Readonly<Record<string, Param>>): void {
  it("has the parameters that its README's table names", () => {
    const readme = readFileSync(new URL('README.md', folder), 'utf8');
    const rows = [...readme.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map((match) => match.slice(1));
    const expected = Object.entries(params).map(([name, param]) => [
      name,
      String(param.default),
      `${param.min} – ${param.max}${param.isInteger === true ? ', whole' : ''}`,
      param.about,
    ]);
    expect(rows).toEqual(expected);
  });
}
