/**
 * The generated pages, and the comments of the registries, by their path.
 * Invariant: `npm test` fails while a file on disk differs from what this gives.
 */
import { adminPage } from './admin-page.ts';
import { channelRegistries } from './channel-registries.ts';
import { configurationPage, exampleFile } from './configuration-page.ts';
import { endpointRegistry, endpointsPage } from './endpoints-page.ts';
import { errorsPage } from './errors-page.ts';
import { CLASSIC_PAGE, UNIFIED_PAGE } from './families.ts';
import { routeIndexes } from './route-indexes.ts';

export const pages = (): Readonly<Record<string, string>> => ({
  '.env.example': exampleFile(),
  'docs/reference/admin-api.md': adminPage(),
  'docs/reference/configuration.md': configurationPage(),
  'docs/reference/errors.md': errorsPage(),
  'docs/reference/endpoints-classic.md': endpointsPage(CLASSIC_PAGE),
  'docs/reference/endpoints-unified.md': endpointsPage(UNIFIED_PAGE),
  [CLASSIC_PAGE.registry]: endpointRegistry(CLASSIC_PAGE),
  [UNIFIED_PAGE.registry]: endpointRegistry(UNIFIED_PAGE),
  ...channelRegistries(),
  ...routeIndexes(),
});
