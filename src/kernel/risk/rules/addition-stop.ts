/** The exchange itself holds stops for the whole position, at its average entry or better, before it grows. */
import { direction, formatPrice, notional } from '../../../domain/index.ts';
import { defineRule } from '../rule.ts';

export const additionStop = defineRule({
  name: 'addition-stop',
  about: 'An addition to a position whose live stops do not all stand at its average entry or better is refused.',
  check: ({ positionSide }, { instrument, addition }) => {
    if (addition === undefined) return undefined;
    const { position, stopStands } = addition;
    if (position === undefined || stopStands === undefined) return { stopLoss: undefined };
    const locked = (notional(instrument, stopStands, position.size) - position.cost) * BigInt(direction(positionSide));
    return locked < 0n ? { stopLoss: formatPrice(instrument, stopStands) } : undefined;
  },
});
