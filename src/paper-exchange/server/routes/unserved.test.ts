import { describe, expect, it } from 'vitest';
import { type Endpoint, endpoints } from '../../../bitget/protocol/index.ts';
import { running } from '../testing/running.ts';
import { handlers } from './index.ts';

const unserved = Object.entries<Endpoint>(endpoints).filter(([key]) => !(key in handlers));

describe('an endpoint that is not served', () => {
  it('is refused as unknown, by every one of them, so that nobody takes silence for an answer', async () => {
    const { server } = await running();
    const answers = await Promise.all(
      unserved.map(async ([, { method, path }]) => {
        const answer = await fetch(server.rest + path, { method, ...(method === 'POST' && { body: '{}' }) });
        const { code } = (await answer.json()) as { code: string };
        return [answer.status, code];
      }),
    );
    expect(unserved.length).toBeGreaterThan(20);
    expect(new Set(answers.map(String))).toEqual(new Set(['404,40404']));
  });
});
