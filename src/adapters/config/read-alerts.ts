/**
 * Alerts from the environment: the channels that are set up, and their pace.
 * Invariant: a begun channel is whole or refused; secrets leave this machine only encrypted, and stand in no message.
 */
import { InvalidInput } from '../../domain/index.ts';
import { type ALERT_LEVELS, alerts, type SMTP_SECURITY } from './definitions/index.ts';
import { checkVariable, type Env, oneOf, textOf, wholeNumber } from './variables.ts';

type Level = (typeof ALERT_LEVELS)[number];

export type TelegramConfig<Hidden> = {
  readonly token: Hidden;
  /** Told, and allowed to command; at least one. */
  readonly chats: readonly string[];
  readonly areCommandsOn: boolean;
  readonly tradesChat: string | undefined;
  readonly apiRoot: string | undefined;
  readonly levelMin: Level;
};

/** At least one of both addresses is there. */
export type DiscordConfig<Hidden> = {
  readonly url: Hidden | undefined;
  readonly tradesUrl: Hidden | undefined;
  readonly levelMin: Level;
};

export type WebhookConfig<Hidden> = { readonly url: Hidden; readonly secret: Hidden; readonly levelMin: Level };

export type EmailConfig<Hidden> = {
  readonly host: string;
  readonly port: number;
  readonly security: (typeof SMTP_SECURITY)[number];
  readonly user: string | undefined;
  readonly password: Hidden | undefined;
  readonly from: string;
  readonly to: readonly string[];
  readonly levelMin: Level;
};

export type AlertsConfig<Hidden> = {
  readonly channels: {
    readonly telegram: TelegramConfig<Hidden> | undefined;
    readonly discord: DiscordConfig<Hidden> | undefined;
    readonly webhook: WebhookConfig<Hidden> | undefined;
    readonly email: EmailConfig<Hidden> | undefined;
  };
  readonly cooldownMs: Readonly<Record<'risk' | 'action' | 'performance' | 'health', number>>;
  /** UTC; undefined: no digest. */
  readonly digestHour: number | undefined;
};

type Hide<Hidden> = (text: string) => Hidden;

/** @param hide wraps a secret at once. @throws InvalidInput naming the variable that is missing or not allowed. */
export function readAlerts<Hidden>(hide: Hide<Hidden>, env: Env = process.env): AlertsConfig<Hidden> {
  for (const definition of Object.values(alerts)) checkVariable(env, definition);
  const ms = (definition: typeof alerts.risk): number => wholeNumber(env, definition) * 1_000;
  return {
    channels: {
      telegram: readTelegram(hide, env),
      discord: readDiscord(hide, env),
      webhook: readWebhook(hide, env),
      email: readEmail(hide, env),
    },
    cooldownMs: {
      risk: ms(alerts.risk),
      action: ms(alerts.action),
      performance: ms(alerts.performance),
      health: ms(alerts.health),
    },
    digestHour: oneOf(env, alerts.digest) === 'on' ? wholeNumber(env, alerts.digestHour) : undefined,
  };
}

type Named = { readonly name: string };

const given = (env: Env, { name }: Named): string | undefined => textOf(env, name)?.trim() || undefined;

/** What another variable of the same channel makes necessary. */
function needed(env: Env, definition: Named, because: Named): string {
  const text = given(env, definition);
  if (text !== undefined) return text;
  throw new InvalidInput(definition.name, undefined, `a value, because ${because.name} is given`);
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readTelegram<Hidden>(hide: Hide<Hidden>, env: Env): TelegramConfig<Hidden> | undefined {
  const { telegramToken, telegramChats, telegramTradesChat, telegramApiRoot, telegramCommands, telegramLevel } = alerts;
  const token = given(env, telegramToken);
  const because = [telegramChats, telegramTradesChat].find((other) => given(env, other) !== undefined);
  if (token === undefined && because === undefined) return undefined;
  const text = token ?? needed(env, telegramToken, because ?? telegramChats);
  if (!/^\d+:[\w-]{20,}$/.test(text))
    throw new InvalidInput(
      telegramToken.name,
      'what is given',
      'a token such as @BotFather gives: digits, a colon, letters',
    );
  return {
    token: hide(text),
    chats: listOf(needed(env, telegramChats, telegramToken)),
    areCommandsOn: oneOf(env, telegramCommands) === 'on',
    tradesChat: given(env, telegramTradesChat),
    apiRoot: encrypted(env, telegramApiRoot),
    levelMin: levelOf(env, telegramLevel),
  };
}

function readDiscord<Hidden>(hide: Hide<Hidden>, env: Env): DiscordConfig<Hidden> | undefined {
  const [url, tradesUrl] = [alerts.discordUrl, alerts.discordTradesUrl].map((one) => encrypted(env, one));
  if (url === undefined && tradesUrl === undefined) return undefined;
  const hideSome = (text: string | undefined): Hidden | undefined => (text === undefined ? undefined : hide(text));
  return { url: hideSome(url), tradesUrl: hideSome(tradesUrl), levelMin: levelOf(env, alerts.discordLevel) };
}

/** A shorter one can be guessed from one signed message. */
const SECRET_LENGTH_MIN = 16;

function readWebhook<Hidden>(hide: Hide<Hidden>, env: Env): WebhookConfig<Hidden> | undefined {
  const { webhookUrl, webhookSecret, webhookLevel } = alerts;
  if (given(env, webhookUrl) === undefined && given(env, webhookSecret) === undefined) return undefined;
  const url = encrypted(env, webhookUrl) ?? needed(env, webhookUrl, webhookSecret);
  const secret = needed(env, webhookSecret, webhookUrl);
  if (secret.length < SECRET_LENGTH_MIN)
    throw new InvalidInput(webhookSecret.name, 'a shorter one', `at least ${SECRET_LENGTH_MIN} characters`);
  return { url: hide(url), secret: hide(secret), levelMin: levelOf(env, webhookLevel) };
}

function readEmail<Hidden>(hide: Hide<Hidden>, env: Env): EmailConfig<Hidden> | undefined {
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword, emailFrom, emailTo, emailLevel } = alerts;
  const because = [emailTo, emailFrom, smtpUser, smtpPassword].find((other) => given(env, other) !== undefined);
  if (given(env, smtpHost) === undefined && because === undefined) return undefined;
  const host = needed(env, smtpHost, because ?? smtpHost);
  const security = oneOf(env, smtpSecurity) ?? 'starttls';
  if (security === 'none' && !LOOPBACK.test(host))
    throw new InvalidInput(smtpSecurity.name, security, `starttls or tls, because ${host} is another machine`);
  const user = given(env, smtpUser);
  const password = given(env, smtpPassword);
  if (password !== undefined) needed(env, smtpUser, smtpPassword);
  if (user !== undefined) needed(env, smtpPassword, smtpUser);
  return {
    host,
    port: wholeNumber(env, smtpPort),
    security,
    user,
    password: password === undefined ? undefined : hide(password),
    from: needed(env, emailFrom, smtpHost),
    to: listOf(needed(env, emailTo, smtpHost)),
    levelMin: levelOf(env, emailLevel),
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

/** An address that may hold a secret: https, or this machine itself. */
function encrypted(env: Env, definition: Named): string | undefined {
  const text = given(env, definition);
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))) return text;
  throw new InvalidInput(definition.name, 'what is given', 'an https address; http only to this machine');
}

const levelOf = (env: Env, definition: typeof alerts.telegramLevel): Level => oneOf(env, definition) ?? 'info';
