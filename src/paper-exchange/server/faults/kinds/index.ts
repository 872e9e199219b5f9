/**
 * The registry of kinds of faults, in the order of the reference.
 */
import type { Fault } from '../define-fault.ts';
import { bookGap } from './book-gap.ts';
import { clockSkew } from './clock-skew.ts';
import { cutSocket } from './cut-socket.ts';
import { delayMessage } from './delay-message.ts';
import { delist } from './delist.ts';
import { dropMessage } from './drop-message.ts';
import { duplicateMessage } from './duplicate-message.ts';
import { emptyAnswer } from './empty-answer.ts';
import { errorAnswer } from './error-answer.ts';
import { fundingInterval } from './funding-interval.ts';
import { htmlAnswer } from './html-answer.ts';
import { lateAnswer } from './late-answer.ts';
import { latency } from './latency.ts';
import { liquidate } from './liquidate.ts';
import { lostAnswer } from './lost-answer.ts';
import { maintenance } from './maintenance.ts';
import { reorderMessages } from './reorder-messages.ts';
import { truncatedAnswer } from './truncated-answer.ts';

export const FAULTS: readonly Fault[] = [
  latency,
  lateAnswer,
  lostAnswer,
  errorAnswer,
  emptyAnswer,
  htmlAnswer,
  truncatedAnswer,
  dropMessage,
  duplicateMessage,
  delayMessage,
  reorderMessages,
  bookGap,
  cutSocket,
  clockSkew,
  maintenance,
  liquidate,
  delist,
  fundingInterval,
];
