/**
 * The key that V1 programs sign with, from the environment.
 * Invariant: all three variables are set, or none is and the gateway is off.
 */
import { InvalidInput } from '../../domain/index.ts';
import { type Env, textOf } from './variables.ts';

const NAMES = { key: 'VIPER_GATEWAY_KEY', secret: 'VIPER_GATEWAY_SECRET', passphrase: 'VIPER_GATEWAY_PASSPHRASE' };

/** A secret that is shorter can be guessed from one signed request. */
const SECRET_LENGTH_MIN = 16;

export type GatewayCredentials<Hidden> = {
  readonly key: string;
  readonly secret: Hidden;
  readonly passphrase: Hidden;
};

/** @throws InvalidInput naming the variable that is missing or too short; no value is shown. */
export function readGatewayCredentials<Hidden>(
  hide: (text: string) => Hidden,
  env: Env = process.env,
): GatewayCredentials<Hidden> | undefined {
  const texts = Object.values(NAMES).map((name) => textOf(env, name)?.trim());
  if (texts.every((text) => !text)) return undefined;
  const [key, secret, passphrase] = Object.values(NAMES).map((name, i) => {
    const text = texts[i];
    if (text) return text;
    throw new InvalidInput(name, undefined, 'a value, because others of the V1 gateway are given');
  }) as [string, string, string];
  if (secret.length < SECRET_LENGTH_MIN) {
    throw new InvalidInput(
      NAMES.secret,
      'a shorter one',
      `at least ${SECRET_LENGTH_MIN} characters, made for this gateway`,
    );
  }
  return { key, secret: hide(secret), passphrase: hide(passphrase) };
}
