/**
 * Whether a process grows: its memory now and then, and the slope.
 */
const MB = 2 ** 20;

type Point = { readonly at: number; readonly heap: number; readonly resident: number };

export class MemoryNotes {
  readonly #points: Point[] = [];

  /** Between loads: what a reader holds while it reads is no growth. */
  note(): void {
    globalThis.gc?.();
    const { heapUsed, external, rss: resident } = process.memoryUsage();
    this.#points.push({ at: performance.now(), heap: heapUsed + external, resident });
  }

  /** MB a minute over the later half, by least squares; 0 of fewer than three points. The earlier half fills what is bounded. */
  slope(of: 'heap' | 'resident'): number {
    const points = this.#points
      .slice(Math.floor(this.#points.length / 2))
      .map(({ at, [of]: bytes }) => ({ x: at / 60_000, y: bytes / MB }));
    if (points.length < 3) return 0;
    const mean = (pick: (point: { x: number; y: number }) => number): number =>
      points.reduce((sum, point) => sum + pick(point), 0) / points.length;
    const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
    return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  }
}
