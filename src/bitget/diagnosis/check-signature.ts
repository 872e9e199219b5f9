/**
 * Compares the ways to sign, asks the exchange which of them it accepts, and probes what can be read.
 * Invariant: the order is signed for comparison and never sent; nothing that is told holds a secret.
 */
import type { AccountFamily } from '../../domain/index.ts';
import { identifyAccount } from '../family.ts';
import type { Credentials } from '../signing/index.ts';
import { examplesOf } from './examples.ts';
import { type Fault, faultNamed, faultOf, type Place } from './fault.ts';
import { isMachineTimeRefused, readClock } from './machine-time.ts';
import { type Exchanged, maskedKey, Probe, type ProbeOptions } from './probe.ts';
import { probesOf, type ReadProbe } from './read-probes.ts';
import { type Example, type SignedWay, signedWays } from './signing-methods.ts';

export type SignatureOptions = ProbeOptions & {
  readonly place: Place;
  readonly credentials: Credentials;
  readonly symbol: string;
  /** Nothing is sent. */
  readonly isCompareOnly: boolean;
  /** A sub-account to look for: its name or number. */
  readonly subAccount: string | undefined;
};

export type ComparedWay = SignedWay & {
  /** The code that the exchange answered; undefined where it was not asked. */
  readonly answered: string | undefined;
};

export type Comparison = Example & { readonly ways: readonly ComparedWay[] };

export type Probed = {
  readonly name: string;
  readonly path: string;
  readonly isRead: boolean;
  /** What was found, or what went wrong. */
  readonly says: string;
};

export type SignatureReport = {
  readonly key: string;
  readonly kind: 'hmac' | 'rsa';
  readonly secretLength: number;
  readonly passphraseLength: number;
  /** Exchange minus machine; undefined where it was not asked. */
  readonly offsetMs: number | undefined;
  readonly family: AccountFamily | undefined;
  readonly comparisons: readonly Comparison[];
  readonly probes: readonly Probed[];
  readonly fault: Fault | undefined;
  readonly exchanged: readonly Exchanged[];
};

/** @throws InvalidInput for an address that is not allowed, or an RSA key that is none. */
export async function checkSignature(options: SignatureOptions): Promise<SignatureReport> {
  const probe = new Probe(options);
  try {
    return options.isCompareOnly ? compareOnly(options, probe) : await compareAndAsk(options, probe);
  } finally {
    await probe.close();
  }
}

function compareOnly(options: SignatureOptions, probe: Probe): SignatureReport {
  const timestamp = String(probe.machineNow());
  const comparisons = examplesOf('classic', options.symbol).map((example) => ({
    ...example,
    ways: signedWays(options.credentials, example, timestamp).map((way) => ({ ...way, answered: undefined })),
  }));
  const unasked = { offsetMs: undefined, family: undefined, probes: [], fault: undefined };
  return { ...factsOf(options), ...unasked, comparisons, exchanged: [] };
}

async function compareAndAsk(options: SignatureOptions, probe: Probe): Promise<SignatureReport> {
  const { place, symbol, subAccount } = options;
  const faults: Fault[] = [];
  const attempt = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (error) {
      faults.push(faultOf(error, place));
      return undefined;
    }
  };
  const offsetMs = await attempt(async () => (await readClock(probe)).offsetMs);
  const known = offsetMs === undefined ? undefined : await attempt(() => identifyAccount(probe));
  const family = known?.family;
  const comparisons: Comparison[] = [];
  for (const example of examplesOf(family ?? 'classic', symbol)) {
    const ways = signedWays(options.credentials, example, String(probe.now()));
    // A public answer comes with any signature, and proves nothing.
    const isAsked = family !== undefined && example.method === 'GET' && !example.endpoint.includes('/market/');
    comparisons.push({ ...example, ways: await answeredWays(ways, isAsked ? probe : undefined) });
  }
  const isRefused =
    offsetMs !== undefined && (await attempt(() => isMachineTimeRefused(probe, { offsetMs, family }))) === true;
  if (isRefused) faults.push(faultNamed('clock-wrong', place));
  const probes: Probed[] = [];
  if (offsetMs !== undefined)
    for (const read of probesOf(family ?? 'classic', { symbol, subAccount }))
      probes.push(await probed(probe, read, faults, place));
  return { ...factsOf(options), offsetMs, family, comparisons, probes, fault: faults[0], exchanged: probe.exchanged };
}

async function answeredWays(ways: readonly SignedWay[], probe: Probe | undefined): Promise<ComparedWay[]> {
  const answered: ComparedWay[] = [];
  for (const way of ways) {
    const { name, sent, signature, timestamp } = way;
    const question = { call: `signed by way ${name}`, path: sent.path, sign: signature, timestamp };
    const answer = probe && (await probe.ask(question).catch(() => undefined));
    answered.push({ ...way, answered: answer?.code });
  }
  return answered;
}

async function probed(probe: Probe, { name, path, read }: ReadProbe, faults: Fault[], place: Place): Promise<Probed> {
  try {
    return { name, path, isRead: true, says: await read(probe) };
  } catch (error) {
    const fault = faultOf(error, place);
    faults.push(fault);
    return { name, path, isRead: false, says: fault.says };
  }
}

const factsOf = ({ credentials }: SignatureOptions) => ({
  key: maskedKey(credentials.key),
  kind: credentials.kind ?? ('hmac' as const),
  secretLength: credentials.secret.length,
  passphraseLength: credentials.passphrase.length,
});
