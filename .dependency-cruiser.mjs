/**
 * The direction of imports: each area, and what it may import beside itself. `npm run tidy` holds it.
 * Invariant: the table has no cycle; an area is entered through its index.ts.
 */
const AREAS = {
  domain: [],
  indicators: ['domain'],
  kernel: ['indicators', 'domain'],
  ports: ['kernel', 'domain'],
  scoring: ['indicators', 'domain'],
  strategies: ['scoring', 'kernel', 'indicators', 'domain'],
  'paper-exchange/core': ['domain'],
  'paper-exchange/sources': ['paper-exchange/core', 'ports', 'domain'],
  'adapters/clock': ['ports', 'domain'],
  bitget: ['adapters/clock', 'ports', 'kernel', 'domain'],
  'paper-exchange/server': ['paper-exchange/core', 'bitget', 'ports', 'domain'],
  adapters: ['ports', 'domain'],
  trader: ['adapters', 'bitget', 'strategies', 'ports', 'kernel', 'domain'],
  engine: ['strategies', 'ports', 'kernel', 'domain'],
  backtest: [
    'engine',
    'adapters',
    'paper-exchange/sources',
    'paper-exchange/core',
    'strategies',
    'ports',
    'kernel',
    'domain',
  ],
  services: ['engine', 'scoring', 'ports', 'kernel', 'domain'],
};

/** The top: composition roots and the command line may import every area. */
const ROOTS = ['main', 'cli'];

const PURE = ['domain', 'kernel', 'indicators', 'strategies', 'scoring', 'paper-exchange/core'];

/** Packages without I/O that pure areas may use. */
const PURE_PACKAGES = ['typebox', 'pure-rand'];

/** What may be imported from outside an area: its index, that of a part which is an entrance of its own, and the engine's types. */
const ENTRANCES = [
  '^src/[^/]+/index\\.ts$',
  '^src/(adapters|bitget|cli|paper-exchange|services)/[^/]+/index\\.ts$',
  '^src/engine/api\\.ts$',
];

/** Tests, and what only tests use. */
const TESTS = '\\.test\\.tsx?$|/testing/';
const inside = (...areas) => `^src/(${areas.join('|')})/`;

const direction = Object.entries(AREAS).map(([area, below]) => ({
  name: `${area} imports what stands below`,
  comment: `src/${area} may import ${below.length === 0 ? 'no other area' : below.join(', ')}; move the code down, or hand the value in.`,
  severity: 'error',
  from: { path: inside(area), pathNot: TESTS },
  to: { path: '^src/', pathNot: inside(area, ...below) },
}));

const entrances = [...Object.keys(AREAS), ...ROOTS].map((area) => ({
  name: `${area} is entered through its index`,
  comment: `Import from src/${area}/index.ts; export there what others need.`,
  severity: 'error',
  from: { path: '^src/', pathNot: [inside(area), TESTS] },
  to: { path: inside(area), pathNot: ENTRANCES },
}));

export default {
  forbidden: [
    ...direction,
    ...entrances,
    {
      name: 'no cycles',
      comment: 'Move what both need into a third file, or hand it in.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure areas import no Node module',
      comment: 'Take what you need as a port (src/ports) or as data in an event.',
      severity: 'error',
      from: { path: inside(...PURE), pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure areas import no I/O package',
      comment: `Only ${PURE_PACKAGES.join(' and ')} are pure.`,
      severity: 'error',
      from: { path: inside(...PURE), pathNot: TESTS },
      to: { path: 'node_modules/', pathNot: `node_modules/(${PURE_PACKAGES.join('|')})/` },
    },
    {
      name: 'sources import no tests',
      comment: 'What both need belongs in src.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: TESTS },
      to: { path: ['^(test|scripts|dashboard)/', TESTS] },
    },
    {
      name: 'sources import no development package',
      comment: 'Move the package to dependencies in package.json, with a row in docs/decisions/0002-dependencies.md.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the page sees row types, routes and the words of notices alone',
      comment: 'It asks for everything else over HTTP.',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/engine/api\\.ts$',
          '^src/services/contract/',
          '^src/services/dashboard/routes/index\\.ts$',
          '^src/adapters/notify/alert-table\\.ts$',
        ],
      },
    },
    {
      name: 'the page needs no Node module',
      comment: 'What the dashboard imports, directly or not, runs in a browser.',
      severity: 'error',
      from: { path: '^dashboard/src/', pathNot: TESTS },
      to: { path: '^(node:)?[a-z_]+(/promises)?$', reachable: true },
    },
    {
      name: 'imports resolve',
      comment: 'The file or package does not exist.',
      severity: 'error',
      // A consumer's own project: the package is installed beside it when the test runs.
      from: { pathNot: '^test/e2e/package-consumer/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dashboard/)?dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['viper-source', 'import', 'node', 'default', 'types'],
    },
    cache: false,
  },
};
