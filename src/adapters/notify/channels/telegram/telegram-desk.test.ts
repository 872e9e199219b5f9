/** Commands by Telegram: who is answered, what has to be confirmed, and what a failure does. */
import { afterEach, describe, expect, it } from 'vitest';
import { startTelegram, type TelegramCall } from '../../../../../test/support/alert-receivers.ts';
import { Secret } from '../../../../bitget/index.ts';
import type { RemoteControl } from '../../../../ports/index.ts';
import { wait } from '../../wait.ts';
import { openTelegramDesk } from './telegram-desk.ts';

const TOKEN = '123456:AAE-secret_token_of_the_bot';
const NOW = Date.UTC(2025, 0, 15, 12);
const OWNER = 11;
const GROUP = -22;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function started({ chats = [String(OWNER)], token = TOKEN } = {}) {
  const server = await startTelegram(TOKEN);
  open.push(server);
  const asked: string[] = [];
  const troubles: { code: string; [name: string]: unknown }[] = [];
  const troubled = Promise.withResolvers<void>();
  let now = NOW;
  let ids = 0;
  const control: RemoteControl = {
    status: () => 'the status',
    positions: () => 'the positions',
    profit: () => 'the profit',
    pause: async (requestId) => `paused by ${asked.push(`pause ${requestId}`)}`,
    kill: async (requestId) => `killed by ${asked.push(`kill ${requestId}`)}`,
  };
  const desk = openTelegramDesk({
    config: {
      token: new Secret(token),
      chats,
      areCommandsOn: true,
      tradesChat: undefined,
      apiRoot: server.url,
      levelMin: 'info',
    },
    control,
    clock: { now: () => now },
    wait,
    newId: () => `nonce-${++ids}`,
    onTrouble: (code, details) => {
      troubles.push({ code, ...details });
      troubled.resolve();
    },
  });
  open.push(desk);
  const say = (text: string, { chat = OWNER, person = OWNER, ageS = 0 } = {}): void =>
    server.push({ message: { text, chat: { id: chat }, from: { id: person }, date: now / 1_000 - ageS } });
  const press = (data: string, { chat = OWNER, person = OWNER } = {}): void =>
    server.push({
      callback_query: { id: 'q', data, from: { id: person }, message: { message_id: 7, chat: { id: chat } } },
    });
  const later = (ms: number): void => {
    now += ms;
  };
  return { server, asked, troubles, troubled: troubled.promise, say, press, later };
}

const textOf = ({ payload: { text } }: TelegramCall): unknown => text;
const buttonsOf = ({ payload: { reply_markup } }: TelegramCall): string[] => {
  const { inline_keyboard: rows } = reply_markup as { inline_keyboard: { callback_data: string }[][] };
  return rows.flat().map(({ callback_data }) => callback_data);
};

describe('a desk', () => {
  it.each([
    ['/status', 'the status'],
    ['/positions', 'the positions'],
    ['/pnl', 'the profit'],
    ['/status@viper_bot now', 'the status'],
    ['/help', expect.stringContaining('/panic – kill switch')],
    ['/start', expect.stringContaining('/stop – no new entries')],
  ])('answers %s', async (text, expected) => {
    const { server, say } = await started();
    say(text);
    const call = await server.called('sendMessage');
    expect(call.payload).toMatchObject({ chat_id: OWNER, text: expected });
  });

  it.each([
    ['/stop', 'yes:nonce-1', ['pause telegram-nonce-1'], 'paused by 1'],
    ['/panic', 'yes:nonce-1', ['kill telegram-nonce-1'], 'killed by 1'],
    ['/panic', 'no:nonce-1', [], 'Nothing was done.'],
  ])('carries out %s after the press of %s alone', async (text, button, commands, answer) => {
    const { server, asked, say, press } = await started();
    say(text);
    const question = await server.called('sendMessage');
    expect(buttonsOf(question)).toEqual(['yes:nonce-1', 'no:nonce-1']);
    expect(asked).toEqual([]);
    press(button);
    const edited = await server.called('editMessageText');
    expect(edited.payload).toMatchObject({ chat_id: OWNER, message_id: 7, text: answer });
    expect(asked).toEqual(commands);
  });

  it('takes a press once, in its time, from whoever asked', async () => {
    const chats = [String(OWNER), '12', String(GROUP)];
    const { server, asked, say, press, later } = await started({ chats });
    const over = expect.stringMatching(/^This question is over/);
    say('/panic', { chat: GROUP });
    await server.called('sendMessage');
    press('yes:nonce-1', { chat: GROUP, person: 12 });
    expect(textOf(await server.called('editMessageText'))).toEqual(over);
    press('yes:nonce-9', { chat: GROUP });
    expect(textOf(await server.called('editMessageText', 2))).toEqual(over);
    press('yes:nonce-1', { chat: GROUP });
    expect(textOf(await server.called('editMessageText', 3))).toBe('killed by 1');
    press('yes:nonce-1', { chat: GROUP });
    expect(textOf(await server.called('editMessageText', 4))).toEqual(over);
    say('/panic', { chat: GROUP });
    await server.called('sendMessage', 2);
    later(60_001);
    press('yes:nonce-2', { chat: GROUP });
    expect(textOf(await server.called('editMessageText', 5))).toEqual(over);
    expect(asked).toHaveLength(1);
  });

  it('gives strangers no answer, and tells of them once an hour with their number', async () => {
    const { server, asked, troubles, say, press, later } = await started({ chats: [String(OWNER), String(GROUP)] });
    say('/status', { chat: 99, person: 99 });
    say('/panic', { chat: GROUP, person: 99 });
    press('yes:nonce-1', { chat: GROUP, person: 99 });
    say('/status');
    await server.called('sendMessage');
    later(3_600_000);
    say('/status', { chat: 98, person: 98 });
    say('/status');
    await server.called('sendMessage', 2);
    expect(troubles).toEqual([
      { code: 'telegram-stranger', messages: 1 },
      { code: 'telegram-stranger', messages: 3 },
    ]);
    expect(server.calls.map(({ payload: { chat_id } }) => chat_id)).toEqual([OWNER, OWNER]);
    expect(asked).toEqual([]);
  });

  it('passes over what was written long ago, and what is no command', async () => {
    const { server, say } = await started();
    say('/panic', { ageS: 121 });
    say('how are you?');
    say('/status');
    expect(textOf(await server.called('sendMessage'))).toBe('the status');
  });

  it('goes on after an answer that could not be sent, without telling the token', async () => {
    const { server, troubles, say } = await started();
    server.faults.push('cut');
    say('/status');
    say('/pnl');
    expect(textOf(await server.called('sendMessage', 2))).toBe('the profit');
    expect(troubles).toHaveLength(1);
    expect(troubles[0]?.code).toBe('telegram-commands-failed');
    expect(JSON.stringify(troubles)).not.toContain('AAE-secret');
  });

  it('says once that a token is wrong', async () => {
    const { troubles, troubled } = await started({ token: '654321:another_token_of_a_bot' });
    await troubled;
    expect(troubles).toEqual([
      { code: 'telegram-commands-failed', reason: expect.stringContaining('401: Unauthorized') },
    ]);
  });

  it('ends while it waits for something to be written', async () => {
    const { server, say } = await started();
    say('/status');
    await server.called('sendMessage');
    await expect(open.pop()?.close()).resolves.toBeUndefined();
  });
});
