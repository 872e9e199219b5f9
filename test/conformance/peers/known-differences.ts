/**
 * Every difference between our requests and those of others, with who is right: the table of the decision about them.
 * Invariant: a row that cannot be read fails; none is passed over.
 */
import { readFileSync } from 'node:fs';
import type { Family } from './clients.ts';
import { type Difference, NOTHING } from './compare.ts';
import type { Peer } from './intent.ts';

export type KnownDifference = Difference & {
  readonly families: readonly Family[];
  readonly peers: readonly Peer[];
  /** Shows in demo trading alone. */
  readonly isInDemoAlone: boolean;
  /** Where it shows, in each of the families and with each of the peers. */
  readonly intents: readonly string[];
};

const DOCUMENT = new URL('../../../docs/decisions/0005-requests-compared.md', import.meta.url);

const HEAD = ['family', 'peer', 'wish', 'where', 'ours', 'theirs', 'right', 'why'];
const DEMO_ALONE = ', in demo trading';

const FAMILIES: Readonly<Record<string, readonly Family[]>> = {
  Classic: ['classic'],
  Unified: ['unified'],
  both: ['classic', 'unified'],
};
const PEER_NAMES: Readonly<Record<string, Peer>> = { ccxt: 'ccxt', 'bitget-api': 'bitgetApi' };

/** Who may be right: "both" where the exchange does the same with either. */
const JUDGEMENTS = ['ours', 'both'];

export function knownDifferences(): readonly KnownDifference[] {
  const lines = readFileSync(DOCUMENT, 'utf8').split('\n');
  const head = lines.indexOf(`| ${HEAD.join(' | ')} |`);
  const end = lines.indexOf('', head);
  if (head < 0 || end < 0) throw new Error(`no table ${HEAD.join(', ')} in ${DOCUMENT.pathname}`);
  return lines.slice(head + 2, end).map(readRow);
}

function readRow(line: string): KnownDifference {
  const cells = line.split('|').map((cell) => cell.trim());
  const [, family = '', peers = '', intents = '', where = '', ours = '', theirs = '', right = '', why = ''] = cells;
  const known = {
    families: FAMILIES[family] ?? [],
    peers: peers.split(', ').flatMap((peer) => PEER_NAMES[peer] ?? []),
    intents: intents.split('; '),
    at: where.replace(DEMO_ALONE, ''),
    isInDemoAlone: where.endsWith(DEMO_ALONE),
    ours: textOf(ours),
    theirs: textOf(theirs),
  };
  const isWhole = known.families.length > 0 && known.peers.length === peers.split(', ').length && why !== '';
  if (!isWhole || !JUDGEMENTS.includes(right) || cells.length !== HEAD.length + 2) {
    throw new Error(`no known difference: ${line}`);
  }
  return known;
}

/** A value stands in backticks; "" is an empty one. */
function textOf(cell: string): string {
  const value = /^`(.*)`$/.exec(cell)?.[1];
  return value === '""' ? '' : (value ?? NOTHING);
}
