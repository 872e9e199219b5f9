/**
 * The admin API of the embedded exchange: a checker's view, and the hand of its staff.
 */
export { OPERATIONS } from './operations/index.ts';
export { registerAdmin } from './register-admin.ts';
