/**
 * Named streams of seeded randomness.
 * Invariant: only + − × ÷ and square roots, so that a seed gives the same bits on every machine;
 * one stream never depends on how much another was used.
 */
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

const UNIT = 2 ** -32;
const ROOT_3 = Math.sqrt(3);

/** Of the heavy-tailed draw: how often it is lively or a jump, and how far each goes; the rest is quiet. */
const LIVELY = { share: 0.09, scale: 1.8 };
const JUMP = { share: 0.01, scale: 3.5 };
const QUIET_SHARE = 1 - LIVELY.share - JUMP.share;
const QUIET_SCALE = Math.sqrt((1 - LIVELY.share * LIVELY.scale ** 2 - JUMP.share * JUMP.scale ** 2) / QUIET_SHARE);

export class Noise {
  #generator;

  constructor(name: string) {
    this.#generator = xoroshiro128plus(fingerprint(name));
    for (let i = 0; i < 16; i++) this.#generator.next();
  }

  save(): readonly number[] {
    return this.#generator.getState();
  }

  restore(saved: readonly number[]): void {
    this.#generator = xoroshiro128plusFromState(saved);
  }

  /** In [0, 1). */
  uniform(): number {
    return this.#generator.next() * UNIT + 0.5;
  }

  /** Mean 0, variance 1, within ±3.47: the sum of four uniforms. */
  normal(): number {
    const g = this.#generator;
    return (g.next() + g.next() + g.next() + g.next()) * UNIT * ROOT_3;
  }

  /** Mean 0, variance 1, kurtosis about 7.6, within ±12.2: a mixture of quiet, lively and jumping normals. */
  heavy(): number {
    const kind = this.uniform();
    if (kind < QUIET_SHARE) return QUIET_SCALE * this.normal();
    return (kind < 1 - JUMP.share ? LIVELY.scale : JUMP.scale) * this.normal();
  }
}

/** FNV-1a, 32 bits. */
function fingerprint(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash;
}
