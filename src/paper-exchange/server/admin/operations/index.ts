/**
 * The registry of operations, in the order of the reference.
 */
import type { Operation } from '../operation.ts';
import { createAccount, deposit, liquidateAccount, listAccounts, withdraw } from './accounts.ts';
import { addFault, clearFaults, cutSockets, listFaults, removeFault } from './faults.ts';
import { pools, save, snapshot, state, stateHash } from './state.ts';
import { delistSymbol, halt, reduceOnly, resume, setFundingInterval, shock } from './symbols.ts';
import { advance } from './time.ts';

export const OPERATIONS: readonly Operation[] = [
  state,
  stateHash,
  pools,
  snapshot,
  save,
  advance,
  listAccounts,
  createAccount,
  deposit,
  withdraw,
  liquidateAccount,
  halt,
  reduceOnly,
  resume,
  delistSymbol,
  setFundingInterval,
  shock,
  listFaults,
  addFault,
  removeFault,
  clearFaults,
  cutSockets,
];
