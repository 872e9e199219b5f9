/**
 * What must not stand where, with what to use in its place. A rule without a check is a suggestion.
 */
import { describe, expect, test } from 'vitest';
import { filesMatching, isTest, lineOf, withoutComments } from './tree.ts';

type Ban = {
  readonly name: string;
  readonly pattern: RegExp;
  /** A line that the pattern must find: proves that the ban can fire. */
  readonly example: string;
  readonly where: RegExp;
  readonly except?: RegExp;
  readonly instead: string;
};

const PURE = /^src\/(domain|kernel|indicators|strategies|scoring|paper-exchange\/core)\//;
const WIRE_NAMES = [
  'productType',
  'marginCoin',
  'tradeSide',
  'holdSide',
  'posMode',
  'planType',
  'instType',
  'presetStopLossPrice',
  'presetStopSurplusPrice',
  'USDT-FUTURES',
  'paptrading',
  'ACCESS-(KEY|SIGN|TIMESTAMP|PASSPHRASE)',
];

const BANS: readonly Ban[] = [
  {
    name: 'clock in a pure area',
    pattern: /\bDate\.now\b|\bnew Date\b|\bperformance\.now\b|\bhrtime\b/g,
    example: 'const at = Date.now();',
    where: PURE,
    instead: 'let time arrive: read `event.at`, or take `at` as a parameter',
  },
  {
    name: 'wall clock outside src/adapters/clock',
    pattern: /\bDate\.now\b|\bnew Date\(\)/g,
    example: 'const stamp = new Date().toISOString();',
    where: /^src\//,
    except: /^src\/adapters\/clock\//,
    instead: 'take a `Clock` (src/ports/clock.ts) and call `clock.now()`',
  },
  {
    name: 'unseeded randomness below the composition roots',
    pattern: /\bMath\.random\b/g,
    example: 'const jitter = Math.random() * 100;',
    where: /^src\//,
    except: /^src\/main\//,
    instead: 'take a seeded generator (pure-rand) or a `() => number` as an option',
  },
  {
    name: 'environment outside src/adapters/config',
    pattern: /\bprocess\.env\b/g,
    example: "const port = process.env['DASHBOARD_PORT'];",
    where: /^src\//,
    except: /^src\/adapters\/config\//,
    instead: 'add the variable to src/adapters/config and pass the typed value in',
  },
  {
    name: 'approval outside the risk gate',
    pattern: /\bapprove\b\s*[(,}<]|\bas Approved\b/g,
    example: 'venue.submit(approve(order));',
    where: /^src\//,
    except: /^src\/kernel\/risk\//,
    instead: 'hand the order to the gate in src/kernel/risk; it alone approves',
  },
  {
    name: 'approved close outside the kernel',
    pattern: /\bapproveClose\b/g,
    example: 'venue.submit(approveClose(order));',
    where: /^src\//,
    // The trader has no inbox: it is a program's own hand on the venue.
    except: /^src\/(kernel|trader)\//,
    instead: 'send a `close-position` command through the inbox',
  },
  {
    name: 'field name of Bitget outside the areas of the wire',
    pattern: new RegExp(`\\b(${WIRE_NAMES.join('|')})\\b`, 'g'),
    example: "body.productType = 'USDT-FUTURES';",
    where: /^(src|dashboard\/src)\//,
    except: /^src\/(bitget|paper-exchange\/server)\//,
    instead: "use the domain's word and translate in src/bitget/mapper",
  },
  {
    name: 'float read from text where money, prices and sizes are exact',
    pattern: /\bparseFloat\b/g,
    example: 'const price = Number.parseFloat(text);',
    where: /^src\/(domain|kernel|paper-exchange|bitget|engine)\//,
    instead: 'use `parsePrice`, `parseSize`, `money` or `rate` of src/domain',
  },
  {
    name: 'a way around the check of certificates',
    pattern: /\brejectUnauthorized\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b|\bcheckServerIdentity\b/g,
    example: 'new Pool(origin, { connect: { rejectUnauthorized: false } });',
    where: /^(src|bin|examples)\//,
    instead: 'let Node check; a host of your own has its certificate in NODE_EXTRA_CA_CERTS',
  },
  {
    name: 'default export',
    pattern: /^export default\b/gm,
    example: 'export default function run() {}',
    where: /\.tsx?$/,
    except: /(^|\/)[a-z.]+\.config\.ts$/,
    instead: 'export it by name',
  },
  {
    name: 'any',
    pattern: /(:|\bas|<|\|)\s*any\b(?=\s*[,;)\]>=|{\n])/g,
    example: 'function f(value: any) {}',
    where: /\.tsx?$/,
    instead: 'use `unknown` and narrow it, or a type of src/domain',
  },
];

const found = (ban: Ban, code: string): RegExpMatchArray[] => [...code.matchAll(ban.pattern)];

describe('bans', () => {
  test.each(BANS)('no $name', (ban) => {
    const places = filesMatching(ban.where)
      .filter(({ path }) => /\.tsx?$/.test(path) && !ban.except?.test(path) && !isTest(path))
      .filter(({ path }) => path !== 'test/tidy/bans.test.ts')
      .flatMap(({ path, text }) => {
        const code = withoutComments(text);
        return found(ban, code).map(
          (match) => `${path}:${lineOf(code, match.index ?? 0)} "${match[0]}": ${ban.instead}`,
        );
      });
    expect(places).toEqual([]);
  });

  test.each(BANS)('the ban on "$name" finds its example', (ban) => {
    expect(found(ban, withoutComments(ban.example))).not.toEqual([]);
    expect(found(ban, withoutComments(`// ${ban.example}`))).toEqual([]);
  });
});
