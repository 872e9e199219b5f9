/**
 * Seals text with a passphrase: scrypt makes two keys, one for AES-256-GCM, one that tells whether the passphrase fits.
 * Invariant: salt and nonce are fresh each time; header and text cannot be changed without it being seen.
 *
 * scrypt with N 2^17, r 8, p 1: 128 MiB and some tenths of a second for each guess.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { TradingError, validatorOf } from '../../domain/index.ts';

const STANDARD_COST = 17;
/** A file that asks for more would keep the machine busy, one that asks for less was not written by this program. */
const COST = { least: 10, most: 20 };
const BLOCK = 8;
const KEY_BYTES = 32;
const BASE64 = Type.String({ pattern: '^[A-Za-z0-9+/]+=*$', maxLength: 2_000_000 });

const SealedSchema = Type.Object(
  {
    format: Type.Literal('viper-secrets-1'),
    /** N is 2 to the power of it. */
    cost: Type.Integer({ minimum: COST.least, maximum: COST.most }),
    salt: BASE64,
    nonce: BASE64,
    check: BASE64,
    text: BASE64,
    tag: BASE64,
  },
  { additionalProperties: false },
);
type Sealed = Static<typeof SealedSchema>;
const wrongIn = validatorOf(SealedSchema);

const sealedError = (code: string, message: string): TradingError => new TradingError(code, message);
const changed = (what: string): TradingError =>
  sealedError('secrets-changed', `the file of secrets was changed or damaged: ${what}`);

type Header = Pick<Sealed, 'format' | 'cost' | 'salt' | 'nonce'>;
const headerText = ({ format, cost, salt, nonce }: Header): string => JSON.stringify([format, cost, salt, nonce]);

/** @param cost of scrypt, as a power of 2; tests take a low one. */
export function seal(text: string, passphrase: string, cost = STANDARD_COST): string {
  const header: Header = {
    format: 'viper-secrets-1',
    cost,
    salt: randomBytes(16).toString('base64'),
    nonce: randomBytes(12).toString('base64'),
  };
  const keys = keysOf(passphrase, header);
  const cipher = createCipheriv('aes-256-gcm', keys.text, Buffer.from(header.nonce, 'base64'));
  cipher.setAAD(Buffer.from(headerText(header)));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = { check: checkOf(keys.check, header), text: sealed, tag: cipher.getAuthTag() };
  const encoded = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64')]));
  return `${JSON.stringify({ ...header, ...encoded }, null, 2)}\n`;
}

/**
 * @throws TradingError `passphrase-wrong`, also for a salt or cost that was changed: the two cannot be told apart without
 * the passphrase; `secrets-changed` for a file that is not whole though the passphrase fits, or that is no such file.
 */
export function unseal(file: string, passphrase: string): string {
  const sealed = parse(file);
  const keys = keysOf(passphrase, sealed);
  const [said, check] = [Buffer.from(sealed.check, 'base64'), checkOf(keys.check, sealed)];
  if (said.length !== check.length || !timingSafeEqual(said, check))
    throw sealedError('passphrase-wrong', 'the passphrase does not fit the file of secrets');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keys.text, Buffer.from(sealed.nonce, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(headerText(sealed)));
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return decipher.update(sealed.text, 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    throw changed('the passphrase fits, its content does not');
  }
}

function parse(file: string): Sealed {
  let value: unknown;
  try {
    value = JSON.parse(file);
  } catch {
    throw changed('it is no JSON');
  }
  if (wrongIn(value)) throw changed('it is not as `viper secrets` writes it');
  return value as Sealed;
}

function keysOf(passphrase: string, { salt, cost }: Header): { text: Buffer; check: Buffer } {
  const options = { N: 2 ** cost, r: BLOCK, p: 1, maxmem: 256 * BLOCK * 2 ** cost };
  const bytes = scryptSync(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 2 * KEY_BYTES, options);
  return { text: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES) };
}

/** Whoever has the file may try passphrases against the tag as well: this gives away nothing more. */
const checkOf = (key: Buffer, header: Header): Buffer => createHmac('sha256', key).update(headerText(header)).digest();
