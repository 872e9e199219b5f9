/** The V1 gateway's own key: whole or absent, and never shown. */
import { describe, expect, it } from 'vitest';
import { readGatewayCredentials } from './index.ts';

const set = {
  VIPER_GATEWAY_KEY: ' local-key ',
  VIPER_GATEWAY_SECRET: 'sixteen-or-more-characters',
  VIPER_GATEWAY_PASSPHRASE: 'phrase',
};
const hide = (text: string): { length: number } => ({ length: text.length });

describe('readGatewayCredentials', () => {
  it('is off unless it is set', () => {
    expect(readGatewayCredentials(hide, {})).toBeUndefined();
    expect(readGatewayCredentials(hide, { VIPER_GATEWAY_KEY: '' })).toBeUndefined();
  });

  it('reads the three and hides the secrets', () => {
    expect(readGatewayCredentials(hide, set)).toEqual({
      key: 'local-key',
      secret: { length: 26 },
      passphrase: { length: 6 },
    });
  });

  it.each(Object.keys(set))('names %s when it alone is missing', (name) => {
    expect(() => readGatewayCredentials(hide, { ...set, [name]: undefined })).toThrow(new RegExp(`^${name}`));
  });

  it('refuses a secret that is too short, and does not show it', () => {
    const read = () => readGatewayCredentials(hide, { ...set, VIPER_GATEWAY_SECRET: 'short-one' });
    expect(read).toThrow(/VIPER_GATEWAY_SECRET.*at least 16/);
    expect(read).not.toThrow(/short-one/);
  });
});
