/**
 * What one subscription gets of some frames.
 * Invariant: only the last row of a sequence number carries it as id, so that whoever resumes after an id has had all of it.
 */
import { ROW_TOPICS } from '../contract/index.ts';
import { controlLine, type Frame, type Line } from './frame.ts';
import type { Pending } from './frame-queue.ts';
import type { Subscription } from './subscription.ts';

/** Gaps first, then the frames in their order. */
export function linesFor(subscription: Subscription, { gaps, frames }: Pending): readonly Line[] {
  const told = gaps.filter(({ topic }) => subscription.topics.has(topic)).map((gap) => controlLine('gap', gap));
  const wanted = frames.flatMap((frame) => {
    const json = frame.textFor(subscription);
    return json === undefined ? [] : [{ event: frame.topic, seq: sequenceOf(frame), json }];
  });
  const lines = wanted.map(({ event, seq, json }, i) => ({
    event,
    id: wanted[i + 1]?.seq === seq ? undefined : seq,
    json,
  }));
  return [...told, ...lines];
}

const sequenceOf = ({ topic, seq }: Frame): number | undefined => (ROW_TOPICS.has(topic) ? seq : undefined);
