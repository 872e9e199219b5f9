/**
 * A progress bar on an interactive terminal; silence everywhere else.
 */
import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.ts';

export type Progress = { update(done: number): void; stop(): void };

const SILENT: Progress = { update() {}, stop() {} };

/** @param options.total in whatever unit `update` counts. */
export function startProgress(
  terminal: Terminal,
  options: { readonly label: string; readonly total: number },
): Progress {
  if (!terminal.isInteractive || options.total <= 0) return SILENT;
  const format = `${options.label} {bar} {percentage}% | {duration_formatted} | ETA {eta_formatted}`;
  const bar = new cliProgress.SingleBar(
    { format, hideCursor: true, clearOnComplete: true, stream: process.stderr },
    cliProgress.Presets.shades_classic,
  );
  bar.start(options.total, 0);
  return { update: (done) => bar.update(Math.min(done, options.total)), stop: () => bar.stop() };
}
