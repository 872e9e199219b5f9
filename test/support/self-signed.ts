/**
 * A certificate for this machine that signs itself, made on the spot: X.509 v3 in DER, by hand.
 * Invariant: valid from yesterday to tomorrow, for `localhost` and 127.0.0.1.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const TAG = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, time: 0x17, sequence: 0x30, set: 0x31 };
const DAY_MS = 86_400_000;

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const oid = (hex: string): Buffer => der(TAG.oid, Buffer.from(hex, 'hex'));
const time = (at: number): Buffer =>
  der(TAG.time, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

/** ecdsa-with-SHA256 */
const ALGORITHM = der(TAG.sequence, oid('2a8648ce3d040302'));
/** commonName localhost */
const NAME = der(TAG.sequence, der(TAG.set, der(TAG.sequence, oid('550403'), der(TAG.utf8, Buffer.from('localhost')))));
/** subjectAltName: a DNS name and an address */
const ALTERNATIVES = der(
  TAG.sequence,
  oid('551d11'),
  der(TAG.octets, der(TAG.sequence, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))),
);

export function selfSigned(now: number): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const content = der(
    TAG.sequence,
    der(0xa0, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ALGORITHM,
    NAME,
    der(TAG.sequence, time(now - DAY_MS), time(now + DAY_MS)),
    NAME,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(TAG.sequence, ALTERNATIVES)),
  );
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', content, privateKey));
  const text = der(TAG.sequence, content, ALGORITHM, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
  };
}
