/**
 * POST /api/resume: see src/services/contract/control.ts.
 */
import { defineControl, implementControl } from '../../contract/index.ts';

export const resume = defineControl('live-trading-engine', 'resume');

export const resumeRoute = implementControl(resume, 'resume');
