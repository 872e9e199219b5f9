/**
 * Ways to sign, side by side, for people.
 */
import type { ComparedWay, Comparison } from '../../bitget/diagnosis/index.ts';
import type { ComparedSignature } from '../roots/index.ts';

export function signatureLines(found: ComparedSignature, subAccount: string | undefined): readonly string[] {
  const { network, host, key, kind, secretLength, passphraseLength, offsetMs, family, comparisons, probes } = found;
  const offset = offsetMs === undefined ? 'not asked' : `exchange minus machine ${offsetMs} ms`;
  return [
    `network      ${network}, ${host}`,
    `key          ${key}, ${kind}; secret of ${secretLength} characters, passphrase of ${passphraseLength}`,
    `account      ${family ?? 'not known'}${subAccount === undefined ? '' : `; sub-account ${subAccount}`}`,
    `clock        ${offset}`,
    ...comparisons.flatMap(comparisonLines),
    ...(probes.length === 0 ? [] : ['', 'What can be read']),
    ...probes.map(({ isRead, name, path, says }) => `  ${isRead ? '✅' : '❌'} ${name}: ${says}  (GET ${path})`),
  ];
}

const comparisonLines = ({ title, method, endpoint, params, ways }: Comparison): string[] => [
  '',
  `${title}: ${method} ${endpoint}`,
  `  parameters ${JSON.stringify(params)}`,
  ...ways.flatMap(wayLines),
];

function wayLines({ name, about, timestamp, prestring, signature, isSame, isAccepted, why, answered }: ComparedWay) {
  const said = answered === undefined ? '' : `; the exchange answers ${answered}`;
  return [
    `  ${isAccepted ? '✅ accepted' : '❌ refused '}  ${name}: ${about} (${why}${said})`,
    `     timestamp  ${timestamp}`,
    `     prestring  ${prestring}`,
    `     signature  ${signature}  ${isSame ? 'the same as Viper’s' : 'another than Viper’s'}`,
  ];
}
