/**
 * The field that says whether a request whose answer is forged is carried out.
 */
import { Type } from 'typebox';

export const hasEffect = (standard: boolean) =>
  Type.Optional(Type.Boolean({ description: `whether the request is carried out all the same; default ${standard}` }));
