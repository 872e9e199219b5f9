/** Alerts from the environment: whole channels, safe addresses, and errors that name the variable and no secret. */
import { describe, expect, it } from 'vitest';
import { problemsOf, readAlerts } from './index.ts';

const TOKEN = '123456:AAE-secret_token_of_the_bot';
const hide = (text: string) => ({ reveal: () => text });
const read = (env: Record<string, string>) => readAlerts(hide, env);

const telegram = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_CHAT_ID: '1' };
const webhook = { ALERT_WEBHOOK_URL: 'https://a.example/hook', ALERT_WEBHOOK_SECRET: 'sixteen characters' };
const email = { SMTP_HOST: 'mail.example.org', ALERT_EMAIL_FROM: 'a@example.org', ALERT_EMAIL_TO: 'b@example.org' };

describe('readAlerts', () => {
  it('has no channel, and a pace, where nothing is set', () => {
    expect(read({})).toEqual({
      channels: { telegram: undefined, discord: undefined, webhook: undefined, email: undefined },
      cooldownMs: { risk: 1_800_000, action: 300_000, performance: 3_600_000, health: 7_200_000 },
      digestHour: 0,
    });
  });

  it('reads what is set', () => {
    const { channels, cooldownMs, digestHour } = read({
      ...telegram,
      ...webhook,
      ...email,
      TELEGRAM_CHAT_ID: '123, -1001234567890',
      TELEGRAM_COMMANDS: 'OFF',
      TELEGRAM_TRADES_CHAT_ID: '@trades',
      TELEGRAM_MIN_LEVEL: 'critical',
      DISCORD_WEBHOOK_URL: 'http://127.0.0.1:9/x',
      SMTP_PORT: '465',
      SMTP_SECURITY: 'tls',
      SMTP_USER: 'me',
      SMTP_PASSWORD: 'pass',
      ALERT_EMAIL_TO: 'b@example.org, c@example.org',
      ALERT_COOLDOWN_RISK: '0',
      ALERT_DIGEST: 'off',
    });
    expect(channels).toMatchObject({
      telegram: { chats: ['123', '-1001234567890'], areCommandsOn: false, tradesChat: '@trades', levelMin: 'critical' },
      discord: { tradesUrl: undefined, levelMin: 'info' },
      webhook: { levelMin: 'info' },
      email: {
        host: 'mail.example.org',
        port: 465,
        security: 'tls',
        user: 'me',
        to: ['b@example.org', 'c@example.org'],
      },
    });
    expect([channels.telegram?.token.reveal(), channels.discord?.url?.reveal()]).toEqual([
      TOKEN,
      'http://127.0.0.1:9/x',
    ]);
    expect([channels.webhook?.secret.reveal(), channels.email?.password?.reveal()]).toEqual([
      'sixteen characters',
      'pass',
    ]);
    expect([cooldownMs.risk, digestHour]).toEqual([0, undefined]);
  });

  it.each<[string, Record<string, string>]>([
    ['TELEGRAM_CHAT_ID', { TELEGRAM_BOT_TOKEN: TOKEN }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_CHAT_ID: '1' }],
    ['TELEGRAM_BOT_TOKEN', { ...telegram, TELEGRAM_BOT_TOKEN: 'secret-no-token' }],
    ['TELEGRAM_CHAT_ID', { ...telegram, TELEGRAM_CHAT_ID: '@me' }],
    ['TELEGRAM_API_ROOT', { ...telegram, TELEGRAM_API_ROOT: 'http://bots.example' }],
    ['TELEGRAM_API_ROOT', { ...telegram, TELEGRAM_API_ROOT: 'https://bots.example/' }],
    ['TELEGRAM_COMMANDS', { ...telegram, TELEGRAM_COMMANDS: 'maybe' }],
    ['TELEGRAM_MIN_LEVEL', { TELEGRAM_MIN_LEVEL: 'loud' }],
    ['DISCORD_WEBHOOK_URL', { DISCORD_WEBHOOK_URL: 'http://discord.example/secret' }],
    ['DISCORD_TRADES_WEBHOOK_URL', { DISCORD_TRADES_WEBHOOK_URL: 'secret' }],
    ['ALERT_WEBHOOK_SECRET', { ALERT_WEBHOOK_URL: webhook.ALERT_WEBHOOK_URL }],
    ['ALERT_WEBHOOK_SECRET', { ...webhook, ALERT_WEBHOOK_SECRET: 'short secret' }],
    ['ALERT_WEBHOOK_URL', { ALERT_WEBHOOK_SECRET: webhook.ALERT_WEBHOOK_SECRET }],
    ['SMTP_HOST', { ALERT_EMAIL_TO: 'b@example.org' }],
    ['SMTP_SECURITY', { ...email, SMTP_SECURITY: 'none' }],
    ['SMTP_PORT', { ...email, SMTP_PORT: '0' }],
    ['SMTP_USER', { ...email, SMTP_PASSWORD: 'secret' }],
    ['SMTP_PASSWORD', { ...email, SMTP_USER: 'me' }],
    ['ALERT_EMAIL_FROM', { SMTP_HOST: email.SMTP_HOST, ALERT_EMAIL_TO: 'b@example.org' }],
    ['ALERT_EMAIL_FROM', { ...email, ALERT_EMAIL_FROM: 'a@example.org, b@example.org' }],
    ['ALERT_EMAIL_TO', { ...email, ALERT_EMAIL_TO: 'nobody' }],
    ['ALERT_COOLDOWN_HEALTH', { ALERT_COOLDOWN_HEALTH: '-1' }],
    ['ALERT_DIGEST_HOUR', { ALERT_DIGEST_HOUR: '24' }],
  ])('names %s in %j, and tells no secret', (name, env) => {
    expect(() => read(env)).toThrow(new RegExp(`^${name}: `));
    const problems = problemsOf(env).map(({ message }) => message);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems.join()).not.toMatch(/secret|sixteen/i.exec(env[name] ?? '') ? /: "[^"]*(secret|sixteen)/i : /AAE-/);
  });

  it('lets plain SMTP go to this machine itself', () => {
    expect(read({ ...email, SMTP_HOST: 'localhost', SMTP_SECURITY: 'none' }).channels.email).toMatchObject({
      port: 587,
    });
  });
});
