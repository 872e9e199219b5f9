/** What a scrape says of a run, and what a check asks of the exchange. */
import { describe, expect, test } from 'vitest';
import { RunMonitor } from './run-monitor.ts';
import type { RunReading } from './run-reading.ts';
import { reading } from './testing/reading.ts';

const build = { version: '1.2.3', mode: 'demo', network: 'embedded' };

function monitorOf(read: () => RunReading = () => reading, probe: () => Promise<unknown> = async () => undefined) {
  const asked = { reads: 0, probes: 0 };
  const monitor = new RunMonitor({
    build,
    read: async () => {
      asked.reads += 1;
      return read();
    },
    probe: () => {
      asked.probes += 1;
      return probe();
    },
  });
  return { monitor, asked };
}

/** Lines of samples as a map from name and labels to the value. */
async function scrape(monitor: RunMonitor): Promise<Map<string, number>> {
  const { text, contentType } = await monitor.metrics();
  expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('a scrape', () => {
  test('tells the run as it is', async () => {
    const samples = await scrape(monitorOf().monitor);
    const expected: [string, number][] = [
      ['viper_equity_usdt', 10034.25],
      ['viper_position_pnl_usdt{symbol="BTCUSDT",side="long"}', 12.75],
      ['viper_exposure_usdt', 3_000],
      ['viper_daily_loss_used_ratio', 0.25],
      ['viper_breaker_state{state="reduced"}', 1],
      ['viper_breaker_state{state="closed"}', 0],
      ['viper_refusals_total{rule="max-positions"}', 2],
      ['viper_trades_total{result="even"}', 1],
      ['viper_market_data_age_seconds{symbol="ETHUSDT"}', 2],
      ['viper_reconcile_age_seconds', 5],
      ['viper_dispatch_waiting', 3],
      ['viper_dispatch_lane_max', 2],
      ['viper_rate_limit_remaining{path="/api/v2/mix/order/place-order"}', 9],
      ['viper_alert_deliveries_total{channel="telegram",outcome="again"}', 3],
      ['viper_alert_deliveries_total{channel="email",outcome="delivered"}', 0],
      ['viper_alerts_waiting{channel="telegram"}', 2],
      ['viper_alert_delivered_age_seconds{channel="telegram"}', 90],
      ['viper_health_check{check="disk"}', 1],
      ['viper_health_check{check="signing"}', 0],
      [`viper_build_info{version="1.2.3",mode="demo",network="embedded",node="${process.version}"}`, 1],
    ];
    for (const [name, value] of expected) expect(samples.get(name), name).toBe(value);
    expect([...samples.keys()].some((name) => name.startsWith('nodejs_eventloop_lag'))).toBe(true);
    expect(samples.has('viper_alert_delivered_age_seconds{channel="email"}')).toBe(false);
  });

  test('forgets what has gone, and leaves out what is not known', async () => {
    let now: RunReading = reading;
    const { monitor } = monitorOf(() => now);
    await scrape(monitor);
    now = { ...reading, positions: [], disk: undefined, status: undefined };
    const samples = await scrape(monitor);
    const gone = ['viper_position_pnl_usdt', 'viper_disk_free_bytes', 'viper_equity_usdt', 'viper_order_success_ratio'];
    expect([...samples.keys()].filter((name) => gone.some((one) => name.startsWith(one)))).toEqual([]);
    expect(samples.get('viper_exposure_usdt')).toBe(0);
  });

  test('counts orders by what came back, and shares one reading among readers', async () => {
    const { monitor, asked } = monitorOf();
    const { exchange } = monitor;
    for (const outcome of ['accepted', 'accepted', 'rejected', 'unknown', 'not-sent'] as const) {
      exchange.onArrival();
      exchange.onDecision(`v-${outcome}`);
      exchange.onStepped();
      exchange.onSend(`v-${outcome}`);
      exchange.onAnswer(`v-${outcome}`, { isOpening: true, outcome });
    }
    exchange.onGap('private');
    exchange.onSocket('wss://host/v2/ws/private', 'up');
    exchange.onSocket('wss://host/v2/ws/public', 'up');
    exchange.onSocket('wss://host/v2/ws/public', 'down');
    exchange.onOutcome('order/place-order', 'credentials', true);
    const [samples] = await Promise.all([scrape(monitor), scrape(monitor), scrape(monitor)]);
    expect(asked.reads).toBe(1);
    const expected: [string, number][] = [
      ['viper_orders_total{intent="open",outcome="accepted"}', 2],
      ['viper_orders_total{intent="open",outcome="unknown"}', 1],
      ['viper_orders_total{intent="close",outcome="rejected"}', 0],
      ['viper_order_success_ratio', 0.5],
      ['viper_tick_to_order_seconds_count', 5],
      ['viper_order_answer_seconds_count{outcome="accepted"}', 2],
      ['viper_stream_gaps_total{stream="private"}', 1],
      ['viper_sockets_up{stream="private"}', 1],
      ['viper_sockets_up{stream="public"}', 0],
      ['viper_socket_losses_total{stream="public"}', 1],
      ['viper_authentication_failures_total', 1],
    ];
    for (const [name, value] of expected) expect(samples?.get(name), name).toBe(value);
    expect([...(samples?.keys() ?? [])].filter((name) => name.includes('v-accepted'))).toEqual([]);
  });

  test('an order of no market event has no time from one', async () => {
    const { monitor } = monitorOf();
    monitor.exchange.onDecision('v-1');
    monitor.exchange.onSend('v-1');
    monitor.exchange.onAnswer('v-1', { isOpening: false, outcome: 'accepted' });
    const samples = await scrape(monitor);
    expect(samples.get('viper_tick_to_order_seconds_count')).toBe(0);
    expect(samples.get('viper_orders_total{intent="close",outcome="accepted"}')).toBe(1);
  });
});

describe('checks', () => {
  test('ask the exchange when nothing signed was accepted lately, once for all who ask', async () => {
    const { monitor, asked } = monitorOf(
      () => reading,
      async () => monitor.exchange.onOutcome('account/account', 'ok', true),
    );
    const [first] = await Promise.all([monitor.checks(), monitor.checks(), monitor.checks()]);
    expect(first?.signing.status).toBe('up');
    expect(asked.probes).toBe(1);
    await monitor.checks();
    expect(asked.probes).toBe(1);
  });

  test('say down when the question fails, and when the run cannot be read', async () => {
    const failing = monitorOf(
      () => reading,
      () => Promise.reject(new Error('no way there')),
    );
    expect((await failing.monitor.checks()).signing.status).toBe('down');
    const unreadable = monitorOf(() => {
      throw new RangeError('the engine is not there yet');
    });
    const checks = await unreadable.monitor.checks();
    expect(Object.values(checks).map(({ status }) => status)).toEqual(Array(8).fill('down'));
    expect(checks.engine.reason).toContain('not there yet');
  });
});
