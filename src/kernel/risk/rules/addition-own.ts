/** An addition grows what the asking strategy holds on the order's side, while nothing else is changing it. */
import { defineRule } from '../rule.ts';

export const additionOwn = defineRule({
  name: 'addition-own',
  about:
    'An addition is refused without an own position on its side, and while an order or trigger of it is under way.',
  check: ({ symbol, positionSide }, { addition }) => {
    if (addition === undefined) return undefined;
    const { position, isBusy } = addition;
    return position === undefined || isBusy ? { symbol, positionSide, isBusy } : undefined;
  },
});
