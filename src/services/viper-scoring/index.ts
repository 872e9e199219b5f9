/** placeholder until src/scoring stands */
import type { Service } from '../http/index.ts';
export const viperScoring: Service = { name: 'viper-scoring', about: '', routes: [] };
