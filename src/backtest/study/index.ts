/**
 * The truth about strategies: walked forward over recorded candles, beside holding and beside chance.
 */
export { type StudyFrame, studyDocument } from './document.ts';
export * from './study.ts';
