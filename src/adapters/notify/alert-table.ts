/**
 * Which notice becomes which alert: one row for every code that a run can say.
 * Invariant: complete; a test looks every code of the sources up here. A code without a row is told all the same, in its
 * own words.
 */

/** How often the same may be told again is set for each group. */
export const ALERT_GROUPS = ['risk', 'action', 'performance', 'health'] as const;
export type AlertGroup = (typeof ALERT_GROUPS)[number];

/** `message`: told by itself; `digest`: counted in the daily summary alone; `nowhere`: not for people's phones. */
export type AlertWay = 'message' | 'digest' | 'nowhere';

export type AlertRule = {
  readonly title: string;
  readonly group: AlertGroup;
  readonly way: AlertWay;
  /** The details that say what it is about; the same ones again are a repeat. */
  readonly subject: readonly string[];
};

const POSITION = ['symbol', 'positionSide'] as const;

const rule = (group: AlertGroup, way: AlertWay, title: string, subject: readonly string[] = []): AlertRule => ({
  title,
  group,
  way,
  subject,
});

export const ALERT_TABLE: Readonly<Record<string, AlertRule>> = {
  // Protection and limits
  'stop-missing': rule('risk', 'message', 'A position had no stop-loss; it is being placed', POSITION),
  'trigger-rejected': rule('risk', 'message', 'The exchange refuses a trigger', [...POSITION, 'kind']),
  'circuit-breaker': rule('risk', 'message', 'The circuit breaker has stopped entries'),
  'kill-switch': rule('risk', 'message', 'The kill switch was used: positions are being closed'),
  'strategy-stopped': rule('risk', 'message', 'A strategy failed and was stopped', ['strategy', 'symbol']),
  'strategy-changed': rule('risk', 'message', 'A strategy goes on with other code than before', ['strategy']),
  'position-drift': rule('risk', 'message', 'A position differs from that at the exchange', POSITION),
  'ledger-drift': rule('risk', 'message', 'The balance differs from that at the exchange'),
  'position-adopted': rule('risk', 'message', 'A position was found and is guarded from now on', POSITION),
  'foreign-position': rule('risk', 'message', 'The account holds a position of somebody else', POSITION),
  'foreign-order': rule('risk', 'message', 'The account holds an order of somebody else', ['symbol', 'clientOid']),
  'foreign-fill': rule('risk', 'message', 'Somebody else trades on this account', POSITION),
  'order-rejected': rule('risk', 'message', 'The exchange rejects an order', [...POSITION, 'intent']),
  'outcome-unknown': rule('risk', 'message', 'The answer to a send is lost; the exchange is being asked', ['symbol']),
  'order-absent': rule('risk', 'message', 'An order never reached the exchange', ['symbol']),
  // What the run does
  paused: rule('action', 'message', 'Entries are paused'),
  resumed: rule('action', 'message', 'Entries are allowed again'),
  'strategy-on': rule('action', 'message', 'A strategy may enter again', ['strategy']),
  'strategy-off': rule('action', 'message', 'A strategy enters nothing more', ['strategy']),
  'limits-tightened': rule('action', 'message', 'The limits of risk are tighter now'),
  'limits-loosened': rule('action', 'message', 'The limits of risk are the configured ones again'),
  'limits-still-tight': rule('action', 'message', 'Limits that were tightened by hand stay tighter than configured'),
  'leverage-set': rule('action', 'digest', 'The leverage of a symbol was set', ['symbol']),
  'leverage-differs': rule('risk', 'message', 'A position has another leverage at the exchange', POSITION),
  'symbol-joined': rule('action', 'digest', 'A symbol has joined the universe', ['symbol']),
  'symbol-left': rule('action', 'digest', 'A symbol has left the universe: nothing is entered in it', ['symbol']),
  'symbol-unfollowed': rule('action', 'digest', 'Nothing is left in a symbol that was taken out', ['symbol']),
  'universe-filter-off': rule('health', 'digest', 'A filter of the universe cannot be applied', ['filter']),
  fill: rule('action', 'message', 'Filled', [...POSITION, 'intent', 'clientOid']),
  'trade-closed': rule('action', 'message', 'Trade closed', POSITION),
  'entry-sent': rule('action', 'digest', 'Entry sent', POSITION),
  'entry-canceled': rule('action', 'digest', 'Entry canceled', POSITION),
  'entry-refused': rule('action', 'digest', 'Entry refused', [...POSITION, 'rule']),
  'addition-sent': rule('action', 'digest', 'Addition to a position sent', POSITION),
  'addition-refused': rule('action', 'digest', 'Addition to a position refused', [...POSITION, 'rule']),
  'exit-sent': rule('action', 'digest', 'Exit sent', POSITION),
  bill: rule('performance', 'digest', 'Funding or another movement of cash', ['symbol', 'kind']),
  // The way to the exchange and the run itself
  'request-failed': rule('health', 'message', 'A request to the exchange failed', ['request', 'symbol', 'code']),
  'reconcile-failed': rule('health', 'message', 'The account cannot be compared with the exchange'),
  'history-failed': rule('health', 'message', 'Past candles cannot be had'),
  'feed-failed': rule('health', 'message', 'A symbol that was added cannot be subscribed yet'),
  'symbol-silent': rule('health', 'message', 'The exchange gives no market data of a symbol that was added'),
  'symbol-still-heard': rule('health', 'nowhere', 'Market data of a symbol that was left still come'),
  'symbol-left-out': rule('action', 'message', 'A symbol is not followed any more'),
  'candle-gap': rule('health', 'message', 'Candles are missing', ['symbol']),
  'services-ended': rule('health', 'message', 'The services have fallen and start anew; trading goes on'),
  'services-restarted': rule('health', 'message', 'The services answer again'),
  'feed-gap': rule('health', 'message', 'Market data was cut'),
  'market-data-stale': rule('health', 'message', 'No market data come any more: entries are refused on old prices'),
  'market-data-fresh': rule('health', 'message', 'Market data come again'),
  'view-failed': rule('health', 'message', 'A view of the run failed; trading goes on'),
  'v1-gateway-off': rule('health', 'nowhere', 'The V1 gateway is off'),
  'run-started': rule('action', 'message', 'Viper has started'),
  'run-stopped': rule('action', 'message', 'Viper has stopped'),
  'flatten-failed': rule(
    'risk',
    'message',
    'Not everything could be closed at the end of the run; look at the exchange',
  ),
  'run-failed': rule('risk', 'message', 'Viper cannot go on and has stopped; stops stay at the exchange'),
  // The alerts themselves: what failed to leave is not told by the way that failed.
  'alert-failed': rule('health', 'nowhere', 'An alert was not delivered', ['channel']),
  'alert-store-failed': rule('health', 'nowhere', 'Undelivered alerts cannot be kept'),
  'telegram-commands-failed': rule('health', 'nowhere', 'Commands by Telegram cannot be read'),
  'telegram-stranger': rule('risk', 'message', 'Somebody who is not allowed has written to the bot'),
};
