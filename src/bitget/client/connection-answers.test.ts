import { describe, expect, it } from 'vitest';
import { ConnectionAnswers } from './connection-answers.ts';

type Arg = { readonly channel: string };

const answersOf = () =>
  new ConnectionAnswers<Arg>({
    url: 'ws://any',
    timeoutMs: 1_000,
    dialect: { keyOf: ({ channel }) => channel },
    shown: (text) => text.replace('secret', '***'),
  });

const [orders, fills] = [{ channel: 'orders' }, { channel: 'fill' }];

/** What became of each. */
const settled = async (promises: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(promises)).map((result) =>
    result.status === 'fulfilled' ? 'ok' : (result.reason as { outcome: string }).outcome,
  );

describe('what is waited for on a connection', () => {
  it('is answered by its own frame', async () => {
    const answers = answersOf();
    const all = [answers.login(), answers.change('subscribe', orders), answers.pong(), answers.request('7')];
    answers.onEvent({ event: 'login', code: '0' });
    answers.onEvent({ event: 'subscribe', arg: orders });
    answers.onPong();
    answers.onEvent({ event: 'trade', id: '7', code: '00000' });
    expect(await settled(all)).toEqual(['ok', 'ok', 'ok', 'ok']);
    await answers.idle();
  });

  it('is refused alone by an error that names its channel', async () => {
    const answers = answersOf();
    const all = [answers.change('subscribe', orders), answers.change('subscribe', fills), answers.request('7')];
    answers.onEvent({ event: 'error', op: 'subscribe', arg: fills, code: '30001', msg: 'no such channel' });
    answers.onEvent({ event: 'subscribe', arg: orders });
    answers.onEvent({ event: 'trade', id: '7', code: '00000' });
    expect(await settled(all)).toEqual(['ok', 'rejected', 'ok']);
  });

  it('is doubted where an error names nothing: a request may or may not have been meant', async () => {
    const answers = answersOf();
    const all = [answers.change('subscribe', orders), answers.request('7'), answers.request('8')];
    answers.onEvent({ event: 'error', code: '30007', msg: 'too many' });
    expect(await settled(all)).toEqual(['rejected', 'unknown', 'unknown']);
  });

  it('is not doubted where an error answers a subscription', async () => {
    const answers = answersOf();
    const request = answers.request('7');
    const subscribed = answers.change('subscribe', orders);
    answers.onEvent({ event: 'error', op: 'subscribe', code: '30001', msg: 'no' });
    answers.onEvent({ event: 'trade', id: '7', code: '00000' });
    expect(await settled([subscribed, request])).toEqual(['rejected', 'ok']);
  });
});

describe('the answer to a request', () => {
  const answers = answersOf();

  it('that says yes is given', () => {
    const frame = { event: 'trade', id: '7', code: 0 };
    expect(answers.agreed('place', frame)).toBe(frame);
  });

  it.each([
    ['a no', { event: 'error', code: '40762', msg: 'the secret balance' }, 'rejected'],
    ['an error that says yes', { event: 'error', code: '0' }, 'unknown'],
    ['no code', { event: 'trade' }, 'unknown'],
  ])('%s is no yes', (_, frame, outcome) => {
    expect(() => answers.agreed('place', frame)).toThrow(expect.objectContaining({ outcome }));
    expect(() => answers.agreed('place', frame)).not.toThrow(/secret/);
  });
});
