/**
 * The numbers of the trader profiles that an order takes where it names none of its own: those of the strategies of the
 * same names.
 * Invariant: a profile only ever fills gaps; the gate's limits hold whatever it says.
 */
import { assert, RATE_DECIMALS, type Rate, rate } from '../domain/index.ts';
import { strategyByName } from '../strategies/index.ts';

export type ProfileType = 'strategic' | 'aggressive' | 'newbie' | 'scalper';

export const PROFILE_TYPES: readonly ProfileType[] = ['strategic', 'aggressive', 'newbie', 'scalper'];

export type TraderProfile = {
  /** Share of equity that a trade may lose at its stop. */
  readonly risk: Rate;
  /** Multiplies the size that the risk gives. */
  readonly sizeFactor: Rate;
  readonly leverage: number;
  /** Distance of the stop from the entry, as a fraction of it: the widest that the strategy uses. */
  readonly stop: Rate;
  /** Distance of the target in distances of the stop. */
  readonly rewardRisk: Rate;
};

export function profileOf(type: ProfileType): TraderProfile {
  const { params } = strategyByName(type);
  const figure = (name: string): number => {
    const param = params[name];
    assert(param, `the strategy ${type} has no parameter ${name}`);
    return param.default;
  };
  return {
    risk: toRate(figure('risk')),
    sizeFactor: toRate(figure('sizeFactor')),
    leverage: figure('leverage'),
    stop: toRate(figure('stopBase') * figure('stopMultiplier')),
    rewardRisk: toRate(figure('rewardRisk')),
  };
}

const toRate = (share: number): Rate => rate(share.toFixed(RATE_DECIMALS));
