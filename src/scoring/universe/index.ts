/**
 * The universe: which symbols are traded, and why.
 */
export { chooseUniverse, type MarketFacts, type UniverseRow, type UniverseRule } from './choose-universe.ts';
export { MarketMemory, type MemoryCandle } from './market-memory.ts';
export { type UnappliedFilter, unappliedFilters, unappliedText } from './unapplied-filters.ts';
export { UNIVERSE_PARAMS, type UniverseSettings, universeSettings } from './universe-settings.ts';
