/**
 * The rules about faults, and the cutting of sockets.
 */
import { Type } from 'typebox';
import { AdminRefusal, defineOperation, NO_BODY } from '../operation.ts';

export const listFaults = defineOperation({
  method: 'GET',
  path: '/faults',
  summary: 'the rules in force, with how often each matched and fired',
  body: NO_BODY,
  answer: '`seed`, `faults`: `id`, `rule`, `from`, `until`, `matched`, `fired`, `refusal`',
  run: ({ desk }) => ({ seed: desk.parts.faults.seed, faults: desk.parts.faults.list() }),
});

export const addFault = defineOperation({
  method: 'POST',
  path: '/faults',
  summary: 'puts a rule in force',
  body: Type.Object({ kind: Type.String({ description: 'and the fields of the kind' }) }),
  answer: 'the rule, as in the list',
  run: ({ desk }, { body }) => {
    const added = desk.parts.faults.add(body);
    desk.settleDue();
    desk.checkpoint();
    return desk.parts.faults.list().find(({ id }) => id === added.id);
  },
});

export const removeFault = defineOperation({
  method: 'DELETE',
  path: '/faults/:id',
  summary: 'takes a rule out of force',
  body: NO_BODY,
  answer: '`id`',
  run: ({ desk }, { params }) => {
    const { id = '' } = params;
    if (!desk.parts.faults.remove(id)) throw new AdminRefusal(404, 'no-such-fault', `there is no fault ${id}`);
    desk.settleDue();
    desk.checkpoint();
    return { id };
  },
});

export const clearFaults = defineOperation({
  method: 'DELETE',
  path: '/faults',
  summary: 'takes every rule out of force',
  body: NO_BODY,
  answer: '`removed`: how many there were',
  run: ({ desk }) => {
    const removed = desk.parts.faults.list().length;
    desk.parts.faults.clear();
    desk.settleDue();
    desk.checkpoint();
    return { removed };
  },
});

export const cutSockets = defineOperation({
  method: 'POST',
  path: '/sockets/cut',
  summary: 'cuts every socket once; clients may come back',
  body: NO_BODY,
  answer: '`isCut`',
  run: (context) => {
    context.cutSockets('cut by the admin API');
    return { isCut: true };
  },
});
