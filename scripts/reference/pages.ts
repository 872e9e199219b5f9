/**
 * The generated pages by their path.
 * Invariant: `npm test` fails while a page on disk differs from what this gives.
 */
import { endpointsPage } from './endpoints-page.ts';
import { errorsPage } from './errors-page.ts';

export const pages = (): Readonly<Record<string, string>> => ({
  'docs/reference/errors.md': errorsPage(),
  'docs/reference/endpoints-classic.md': endpointsPage(),
});
