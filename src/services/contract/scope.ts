/**
 * Who may use a route: `public` anybody who reaches it, else whoever holds a token of this scope or a wider one.
 * Invariant: read ⊂ trade ⊂ admin.
 */
import type { TokenScope } from '../../ports/index.ts';

/** `admin`: what ends a run or changes its limits. `public`: signs of life, and pages that hold no data. */
export type RouteScope = TokenScope | 'public';

const WIDTH: Readonly<Record<RouteScope, number>> = { public: 0, read: 1, trade: 2, admin: 3 };

export const allows = (held: TokenScope, wanted: RouteScope): boolean => WIDTH[held] >= WIDTH[wanted];
