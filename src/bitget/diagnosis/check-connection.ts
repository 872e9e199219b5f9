/**
 * Whether a key, an account and the way to them are fit for trading: every check in turn, as far as they go.
 * Invariant: nothing is changed and nothing is sent but GET requests; the first failure gives the diagnosis its fault.
 */
import { type AccountFamily, InvalidInput } from '../../domain/index.ts';
import type { Credentials } from '../signing/index.ts';
import { type Fault, faultNamed, faultOf, type Place } from './fault.ts';
import type { PreparedOrder } from './order-preview.ts';
import { type Exchanged, Probe, type ProbeOptions } from './probe.ts';
import { type Findings, isFault, type Outcome, type Step, steps } from './steps.ts';

export type Check = {
  readonly name: string;
  readonly result: Outcome['result'] | 'skip';
  readonly says: string;
  /** What a person can do. */
  readonly advice?: string;
};

export type Diagnosis = {
  readonly checks: readonly Check[];
  readonly fault: Fault | undefined;
  readonly family: AccountFamily | undefined;
  /** Made and never sent. */
  readonly orders: readonly PreparedOrder[];
  readonly exchanged: readonly Exchanged[];
};

export type ConnectionOptions = Omit<ProbeOptions, 'credentials'> &
  Pick<Findings, 'place' | 'symbol' | 'credentials' | 'orders' | 'requestsPerSecondMax'> & {
    /** Told of each check as it ends. */
    readonly onCheck?: (check: Check) => void;
  };

/** @throws InvalidInput for an address that is not allowed. */
export async function checkConnection(options: ConnectionOptions): Promise<Diagnosis> {
  const { onCheck = () => {}, credentials, ...rest } = options;
  const known: Credentials | undefined = isFault(credentials) ? undefined : credentials;
  const probe = new Probe({ ...rest, credentials: known });
  const { place, symbol, orders, requestsPerSecondMax } = rest;
  const findings: Findings = { place, symbol, orders, requestsPerSecondMax, credentials, probe };
  const checks: Check[] = [];
  const undone = new Set<string>();
  let fault: Fault | undefined;
  try {
    for (const [key, step] of Object.entries(steps)) {
      const missing = step.needs.find((need) => undone.has(need));
      const outcome = missing === undefined ? await outcomeOf(step, findings) : undefined;
      if (outcome?.result !== 'pass' && outcome?.result !== 'warn') undone.add(key);
      fault ??= outcome?.fault;
      const check = checkOf(step.name(symbol), outcome, missing && steps[missing]?.name(symbol));
      checks.push(check);
      onCheck(check);
    }
    const { family, prepared = [] } = findings;
    return { checks, fault, family, orders: prepared, exchanged: probe.exchanged };
  } finally {
    await probe.close();
  }
}

function checkOf(name: string, outcome: Outcome | undefined, missing: string | undefined): Check {
  if (!outcome) return { name, result: 'skip', says: `not tried, because ${missing} did not pass` };
  const { result, says, advice } = outcome;
  return advice ? { name, result, says, advice } : { name, result, says };
}

async function outcomeOf(step: Step, findings: Findings): Promise<Outcome> {
  try {
    return await step.run(findings);
  } catch (error) {
    const fault = failureOf(error, findings.place);
    return { result: 'fail', says: fault.says, advice: fault.advice, fault };
  }
}

/** Values that allow no order, a secret that cannot sign, or what the exchange said. */
function failureOf(error: unknown, place: Place): Fault {
  if (!(error instanceof InvalidInput)) return faultOf(error, place);
  const name = String(error.details.field).startsWith('secret of the RSA key') ? 'secret-wrong' : 'order-impossible';
  return { ...faultNamed(name, place), says: `${error.message}.` };
}
