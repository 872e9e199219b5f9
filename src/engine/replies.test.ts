import { expect, it } from 'vitest';
import { refused } from '../domain/index.ts';
import { Replies } from './replies.ts';

it('a reply reaches who waits for it, and nobody else', async () => {
  const replies = new Replies();
  const first = replies.wait('a');
  const second = replies.wait('b');
  replies.settle('nobody', refused('any'));
  replies.settle('b', refused('b'));
  replies.settle('a', refused('a'));
  expect(await Promise.all([first, second])).toMatchObject([{ rule: 'a' }, { rule: 'b' }]);
});

it('a command is awaited until it is answered, by as many as like', async () => {
  const replies = new Replies();
  expect(replies.awaited('a')).toBeUndefined();
  const answer = replies.wait('a');
  const again = replies.awaited('a');
  replies.settle('a', refused('a'));
  expect([await again, replies.awaited('a')]).toEqual([await answer, undefined]);
});

it('who waits at the end learns that the outcome is unknown, each of them', async () => {
  const replies = new Replies();
  const answers = [replies.wait('a'), replies.wait('b')];
  replies.abandon();
  for (const answer of answers)
    await expect(answer).rejects.toMatchObject({ code: 'engine-stopped', outcome: 'unknown' });
  expect(replies.awaited('a')).toBeUndefined();
});
