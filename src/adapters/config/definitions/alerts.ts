/**
 * Alerts: where people are told of a run, from which level on, and how often.
 * Invariant: a channel without an address is off.
 */
import { hidden, plain, type Section, whole, word } from '../definition.ts';

export const ALERT_LEVELS = ['info', 'warning', 'critical'] as const;
export const SMTP_SECURITY = ['starttls', 'tls', 'none'] as const;
const ON_OFF = ['on', 'off'] as const;
const DAY_S = 86_400;

const level = (start: string, standard: (typeof ALERT_LEVELS)[number]) =>
  word(`${start}_MIN_LEVEL`, { default: standard, allowed: ALERT_LEVELS, about: 'least level that is told there' });

const cooldown = (name: string, standard: number, of: string) =>
  whole(`ALERT_COOLDOWN_${name}`, {
    default: standard,
    min: 0,
    max: DAY_S,
    about: `seconds between two alerts ${of} that are alike; critical ones always pass`,
  });

const HTTPS = 'an https address; http only to this machine';
/** Neither space, comma, brackets nor control characters: one address, and no header. */
const ADDRESS = '[^\\s@<>,\\x00-\\x1f]+@[^\\s@<>,\\x00-\\x1f]+';
const CHAT = '-?\\d{1,20}';

const channels = {
  telegramToken: hidden('TELEGRAM_BOT_TOKEN', {
    allowed: 'as @BotFather gave it',
    about: 'token of the bot',
    isIdentifier: false,
  }),
  telegramChats: plain('TELEGRAM_CHAT_ID', {
    allowed: 'ids of chats with commas between, such as 123456789,-1001234567890',
    check: new RegExp(`^${CHAT}(\\s*,\\s*${CHAT})*$`),
    about: 'who is told, and who may send commands; in a group a person has to be listed too',
  }),
  telegramCommands: word('TELEGRAM_COMMANDS', {
    default: 'on',
    allowed: ON_OFF,
    about: '/status, /positions, /pnl, /stop and /panic',
  }),
  telegramTradesChat: plain('TELEGRAM_TRADES_CHAT_ID', {
    allowed: 'the id of a chat, such as -1001234567890, or the name of a public channel, such as @trades',
    check: /^(-?\d{1,20}|@\w{3,64})$/,
    about: 'where closed trades are shared with others, without sizes and money; unset: nowhere',
  }),
  telegramApiRoot: plain('TELEGRAM_API_ROOT', {
    allowed: 'an address such as https://host; http only on this machine',
    check: /^https?:\/\/[^\s?#@]+[^\s?#@/]$/,
    about: 'a Bot API server of your own, instead of https://api.telegram.org',
  }),
  telegramLevel: level('TELEGRAM', 'info'),
  discordUrl: hidden('DISCORD_WEBHOOK_URL', {
    allowed: HTTPS,
    about: 'webhook of a Discord channel',
    isIdentifier: false,
  }),
  discordTradesUrl: hidden('DISCORD_TRADES_WEBHOOK_URL', {
    allowed: HTTPS,
    about: 'webhook of the channel where closed trades are shared, without sizes and money; unset: nowhere',
    isIdentifier: false,
  }),
  discordLevel: level('DISCORD', 'info'),
  webhookUrl: hidden('ALERT_WEBHOOK_URL', {
    allowed: HTTPS,
    about: 'address that gets every alert as signed JSON',
    isIdentifier: false,
  }),
  webhookSecret: hidden('ALERT_WEBHOOK_SECRET', {
    allowed: 'at least 16 characters',
    about: 'what that JSON is signed with',
    isIdentifier: false,
  }),
  webhookLevel: level('ALERT_WEBHOOK', 'info'),
  smtpHost: plain('SMTP_HOST', {
    allowed: 'the name or address of a host',
    check: /^[\w.:-]{1,253}$/,
    about: 'mail server; unset: no e-mail',
  }),
  smtpPort: whole('SMTP_PORT', { default: 587, min: 1, max: 65_535, about: 'its port' }),
  smtpSecurity: word('SMTP_SECURITY', {
    default: 'starttls',
    allowed: SMTP_SECURITY,
    about: 'starttls (usually port 587), tls (465), or none, which only this machine itself gets',
  }),
  smtpUser: plain('SMTP_USER', {
    allowed: 'text on one line',
    check: /^\P{Cc}+$/u,
    about: 'name to log in with; unset: without',
  }),
  smtpPassword: hidden('SMTP_PASSWORD', { allowed: 'any text', about: 'password of SMTP_USER', isIdentifier: false }),
  emailFrom: plain('ALERT_EMAIL_FROM', {
    allowed: 'an address such as viper@example.org',
    check: new RegExp(`^${ADDRESS}$`),
    about: 'sender',
  }),
  emailTo: plain('ALERT_EMAIL_TO', {
    allowed: 'up to 20 addresses with commas between, such as me@example.org',
    check: new RegExp(`^${ADDRESS}(\\s*,\\s*${ADDRESS}){0,19}$`),
    about: 'who gets the e-mail',
  }),
  emailLevel: level('ALERT_EMAIL', 'warning'),
};

const pace = {
  risk: cooldown('RISK', 1_800, 'about risk'),
  action: cooldown('ACTION', 300, 'about what the run does'),
  performance: cooldown('PERFORMANCE', 3_600, 'about cash'),
  health: cooldown('HEALTH', 7_200, 'about the way to the exchange'),
  digest: word('ALERT_DIGEST', {
    default: 'on',
    allowed: ON_OFF,
    about: 'a daily summary to every channel: equity, profit, and how often what happened',
  }),
  digestHour: whole('ALERT_DIGEST_HOUR', { default: 0, min: 0, max: 23, about: 'hour of the summary, UTC' }),
};

export const alerts = { ...channels, ...pace };

export const alertsSection: Section = {
  title: 'Alerts',
  about: 'Off unless a channel has an address. `viper alerts test` tries each of them.',
  definitions: Object.values(alerts),
};
