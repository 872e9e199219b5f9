/**
 * What `viper init` asks, one thing after another.
 * Invariant: an answer that could not be used is asked for again; an empty one keeps what is there; what is sealed is not
 * asked for.
 */
import { TradingError } from '../domain/index.ts';
import type { Terminal } from './output/index.ts';
import type { ConfigRoots } from './roots/index.ts';

type Asker = {
  readonly ask: NonNullable<Terminal['ask']>;
  readonly tell: (line: string) => void;
  readonly config: Pick<ConfigRoots, 'problems'>;
  /** Of the file that is replaced. */
  readonly present: Readonly<Record<string, string>> | undefined;
  readonly network: 'testnet' | 'mainnet' | undefined;
  /** What stands in the sealed file already, and where that is. */
  readonly sealed: { readonly path: string; has(name: string): boolean };
};

type Values = Record<string, string>;

const ATTEMPTS_MAX = 5;

const KEYS = [
  { part: 'API_KEY', words: 'API key', isHidden: false },
  { part: 'SECRET_KEY', words: 'Secret (not shown)', isHidden: true },
  { part: 'PASSPHRASE', words: 'Passphrase (not shown)', isHidden: true },
];

const LIMITS = [
  { name: 'RISK_PER_TRADE', standard: '0.02', words: 'Share of the equity that a trade may lose' },
  { name: 'MAX_LEVERAGE', standard: '125', words: 'Most leverage of any order' },
  { name: 'MAX_CONCURRENT_POSITIONS', standard: '10', words: 'Most positions open at once' },
  { name: 'MAX_DAILY_LOSSES', standard: '1000', words: 'Loss of a day, in USDT, after which nothing is entered' },
];

/** @returns every value of the new file; what was in the old one and is not asked for stays. @throws TradingError when a person gives up. */
export async function askAll(asker: Asker): Promise<Readonly<Values>> {
  const { tell, sealed } = asker;
  const present = unsealed(asker);
  const values: Values = { ...present };
  const network = asker.network ?? (await askNetwork(asker));
  tell(`Keys of the ${network}. Enter leaves what is there; without keys Viper runs in demo and paper mode.`);
  const start = `BITGET_${network.toUpperCase()}_`;
  for (const { part, words, isHidden } of KEYS) {
    const name = start + part;
    if (sealed.has(name)) {
      tell(`${name} is sealed in ${sealed.path}, and stays there.`);
      continue;
    }
    const shown = isHidden ? '' : present[name];
    await askOne(asker, values, {
      name,
      question: `${words}${nowText(present[name], shown)}: `,
      isHidden,
      isAlone: false,
    });
    if (part === 'API_KEY' && values[name] === undefined) break;
  }
  tell('Limits. Enter leaves what stands in brackets.');
  for (const { name, standard, words } of LIMITS)
    await askOne(asker, values, {
      name,
      question: `${words} [${present[name] ?? standard}]: `,
      isHidden: false,
      isAlone: true,
    });
  return values;
}

/** What stands in the old file, without what is sealed as well: the plain line would win over the sealed value. */
function unsealed({ tell, present = {}, sealed }: Asker): Readonly<Values> {
  const twice = Object.keys(present).filter((name) => sealed.has(name));
  for (const name of twice)
    tell(`${name} stands in the old .env in plain, too: it is left out of the new one, the sealed value holds.`);
  return Object.fromEntries(Object.entries(present).filter(([name]) => !twice.includes(name)));
}

const nowText = (value: string | undefined, shown: string | undefined): string =>
  value === undefined ? '' : shown ? ` [${shown.slice(0, 5)}…]` : ' [kept]';

async function askNetwork({ ask }: Asker): Promise<'testnet' | 'mainnet'> {
  const answer = (await ask('Which network: testnet (demo trading) or mainnet (real money)? [testnet] ')).trim();
  return /^m(ainnet)?$/i.test(answer) ? 'mainnet' : 'testnet';
}

type Question = {
  readonly name: string;
  readonly question: string;
  readonly isHidden: boolean;
  /** It can be judged without the others. */
  readonly isAlone: boolean;
};

async function askOne({ ask, tell, config }: Asker, values: Values, wanted: Question): Promise<void> {
  const { name, question, isHidden, isAlone } = wanted;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const answer = (await ask(question, { isHidden })).trim();
    if (answer === '') return;
    const [problem] = isAlone ? config.problems({ [name]: answer }) : [];
    if (problem === undefined) {
      values[name] = answer;
      return;
    }
    tell(problem);
  }
  throw new TradingError('not-written', `nothing was written: no value of ${name} that could be used`);
}
