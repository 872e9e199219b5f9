/**
 * E-mail over SMTP.
 * Invariant: a password and a message leave this machine only encrypted, to a server whose certificate is checked.
 */
import { createTransport } from 'nodemailer';
import type { Channel, Message, Sending } from '../../../../ports/index.ts';
import type { EmailConfig } from '../../../config/index.ts';
import { headline } from '../../message-text.ts';
import { type Hidden, scrubberOf } from '../../scrub.ts';
import { defineChannel } from '../channel-definition.ts';

const SUBJECT_LENGTH_MAX = 120;
/** Of connecting, of the greeting and of any silence. */
const SILENCE_MS_MAX = 8_000;
const PERMANENT = 500;

export const email = defineChannel({
  name: 'email',
  routes: ({ channels: { email: config } }) =>
    config ? [{ channel: emailChannel(config), levelMin: config.levelMin, carries: 'alerts' }] : [],
});

/** @param certificates in PEM form, to trust beside those of Node. */
export function emailChannel(config: EmailConfig<Hidden>, certificates?: string): Channel {
  const { host, port, security, user, password, from, to } = config;
  const scrub = scrubberOf(password ? [password] : []);
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: SILENCE_MS_MAX,
    greetingTimeout: SILENCE_MS_MAX,
    socketTimeout: SILENCE_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== undefined && password && { auth: { user, pass: password.reveal() } }),
    ...(certificates !== undefined && { tls: { ca: certificates } }),
  });
  const deliver = async (message: Message): Promise<Sending> => {
    const subject = headline(message).replace(/\s+/g, ' ').slice(0, SUBJECT_LENGTH_MAX);
    const text = [message.title, new Date(message.at).toISOString(), '', ...message.lines].join('\n');
    try {
      await transport.sendMail({ from, to: [...to], subject, text, messageId: `<${message.id}@viper>` });
      return { outcome: 'delivered' };
    } catch (error) {
      const reason = scrub(error);
      return isPermanent(error) ? { outcome: 'refused', reason } : { outcome: 'again', reason };
    }
  };
  return {
    name: 'email',
    close: () => transport.close(),
    // nodemailer takes no signal; what it has begun ends by its own bounds on silence.
    send: (message, signal) => Promise.race([deliver(message), late(signal)]),
  };
}

const late = (signal: AbortSignal): Promise<Sending> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ outcome: 'again', reason: 'no answer in time' }), { once: true });
  });

/** 5xx is the server's last word, 4xx is not; without a number it never came to a word. */
const isPermanent = (error: unknown): boolean =>
  error instanceof Error &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= PERMANENT;
