/**
 * Alerts: what people are told of a run, by Telegram, Discord, webhook or e-mail, and what they may ask by Telegram.
 * Invariant: nothing here is waited for by trading; no secret stands in a message, a log or an error.
 */
export { ALERT_GROUPS, ALERT_TABLE, type AlertGroup, type AlertRule, type AlertWay } from './alert-table.ts';
export { routesOf } from './channels/index.ts';
export { openTelegramDesk, type TelegramDeskOptions } from './channels/telegram/telegram-desk.ts';
export { signWebhook, verifyWebhook, WEBHOOK_HEADERS, WEBHOOK_WINDOW_MS } from './channels/webhook/signature.ts';
export { createNotifier, type NotifierOptions, type Route } from './notifier.ts';
export type { Hidden } from './scrub.ts';
export { wait } from './wait.ts';
