/**
 * The desk of an account, by its family.
 */
import { type AccountFamily, unreachable } from '../../../domain/index.ts';
import type { BitgetRest } from '../../client/index.ts';
import { ClassicAccount } from './classic-account.ts';
import { ClassicOrders } from './classic-orders.ts';
import { ClassicPlans } from './classic-plans.ts';
import type { Desk } from './desk.ts';
import { UnifiedAccount } from './unified-account.ts';
import { UnifiedOrders } from './unified-orders.ts';
import { UnifiedPlans } from './unified-plans.ts';

export type { Desk } from './desk.ts';

export function deskOf(family: AccountFamily, rest: BitgetRest): Desk {
  switch (family) {
    case 'classic':
      return { account: new ClassicAccount(rest), orders: new ClassicOrders(rest), plans: new ClassicPlans(rest) };
    case 'unified':
      return { account: new UnifiedAccount(rest), orders: new UnifiedOrders(rest), plans: new UnifiedPlans(rest) };
    default:
      return unreachable(family);
  }
}
