/**
 * The `viper` command with roots that do what a test says, and a terminal that is read.
 * Invariant: what a test has not given fails when it is asked for.
 */
import { type CommandContext, type Roots, runCli } from '../../src/cli/index.ts';

/** Of what must not be asked for. */
export const unasked = () => {
  throw new Error('nothing should be started');
};

/** Roots that do what the test says, and fail where it says nothing. */
export function setUp(given: Partial<Roots> = {}, terminal: Partial<CommandContext['terminal']> = {}) {
  const printed: string[] = [];
  const told: string[] = [];
  const roots: Roots = {
    backtest: unasked,
    study: unasked,
    serve: unasked,
    replay: unasked,
    backup: unasked,
    restore: unasked,
    trades: unasked,
    newStrategy: unasked,
    exchange: unasked,
    exchangeAdmin: unasked,
    addFaults: unasked,
    start: unasked,
    status: unasked,
    symbols: { list: unasked, add: unasked, remove: unasked },
    controls: { pause: unasked, resume: unasked, kill: unasked },
    score: unasked,
    universe: unasked,
    validate: unasked,
    debugSignature: unasked,
    testAlerts: unasked,
    locks: {
      createToken: unasked,
      tokens: unasked,
      revokeToken: unasked,
      audit: unasked,
      secrets: {
        path: 'secrets.json',
        exists: () => false,
        passphrase: unasked,
        storable: unasked,
        open: unasked,
        list: unasked,
        set: unasked,
        remove: unasked,
        changePassphrase: unasked,
      },
    },
    config: {
      check: () => {},
      report: unasked,
      present: unasked,
      problems: unasked,
      problemsOfFile: unasked,
      usualName: unasked,
      write: unasked,
    },
    ...given,
  };
  const context: CommandContext = {
    roots,
    terminal: {
      isInteractive: false,
      columns: 100,
      print: (line) => void printed.push(line),
      tell: (line) => void told.push(line),
      paint: () => {},
      ...terminal,
    },
    stopSignal: () => AbortSignal.abort(),
  };
  return { printed, told, run: (...argv: string[]) => runCli(argv, context, '1.2.3') };
}
