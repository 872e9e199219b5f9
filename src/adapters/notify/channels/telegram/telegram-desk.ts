/**
 * Commands by Telegram: reads what people write to the bot and answers those who are allowed.
 * Invariant: what lowers no risk by itself is only shown; `/stop` and `/panic` happen after a press of a button; whoever is
 * not allowed gets no answer.
 */
import { type Api, GrammyError, InlineKeyboard } from 'grammy';
import type { AlertSource, Clock, RemoteControl } from '../../../../ports/index.ts';
import type { TelegramConfig } from '../../../config/index.ts';
import type { Wait } from '../../courier.ts';
import { type Hidden, scrubberOf } from '../../scrub.ts';
import { type Asker, CONFIRM_WITHIN_MS, Confirmations, type Wish } from './confirmations.ts';
import { TEXT_LENGTH_MAX } from './telegram.ts';
import { createTelegramApi, POLL_S } from './telegram-api.ts';

export type TelegramDeskOptions = {
  readonly config: TelegramConfig<Hidden>;
  readonly control: RemoteControl;
  /** The wall clock. */
  readonly clock: Clock;
  readonly wait: Wait;
  /** Not to be guessed. */
  readonly newId: () => string;
  readonly onTrouble: (code: string, details: AlertSource['details']) => void;
};

type Update = Awaited<ReturnType<Api['getUpdates']>>[number];
type Signal = NonNullable<Parameters<Api['getUpdates']>[1]>;

const HELP = [
  '/status – state, equity, breaker',
  '/positions – what is open, with its stops',
  '/pnl – profit, fees and funding',
  '/stop – no new entries; stops and targets stay',
  '/panic – kill switch: cancel entries, close every position, pause',
].join('\n');

const QUESTION: Readonly<Record<Wish, { readonly text: string; readonly yes: string }>> = {
  stop: { text: 'Stop new entries? Positions keep their stops and targets.', yes: 'Stop entries' },
  panic: { text: 'Close EVERY position at market, cancel entries and pause?', yes: 'Close everything' },
};

const FAILED_WAIT_MS = 5_000;
/** A wrong token, or somebody else who reads the same bot: time does not mend it soon. */
const REFUSED_WAIT_MS = 60_000;
/** What was written while nobody listened is not carried out later. */
const MESSAGE_AGE_MS_MAX = 120_000;
const STRANGERS_TOLD_EVERY_MS = 3_600_000;
const ANSWER_MS = 10_000;
/** What is being answered may not hold up the end of a run. */
const CLOSE_MS_MAX = 2_000;

/** Begins to listen. `close` ends it. */
export function openTelegramDesk(options: TelegramDeskOptions): { close(): Promise<void> } {
  const desk = new TelegramDesk(options);
  const left = new AbortController();
  const listening = desk.listen(left.signal);
  return {
    close: async () => {
      left.abort();
      const over = new AbortController();
      await Promise.race([listening, options.wait(CLOSE_MS_MAX, over.signal)]);
      over.abort();
    },
  };
}

class TelegramDesk {
  readonly #options: TelegramDeskOptions;
  readonly #api: Api;
  readonly #scrub: (error: unknown) => string;
  readonly #confirmations = new Confirmations();
  #offset = 0;
  #strangers = 0;
  #strangersToldAt = Number.NEGATIVE_INFINITY;
  #isFailing = false;

  constructor(options: TelegramDeskOptions) {
    this.#options = options;
    this.#api = createTelegramApi(options.config);
    this.#scrub = scrubberOf([options.config.token]);
  }

  async listen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const updates = await this.#api.getUpdates(
          { offset: this.#offset, timeout: POLL_S, allowed_updates: ['message', 'callback_query'] },
          signal as Signal,
        );
        this.#isFailing = false;
        for (const update of updates) await this.#take(update);
      } catch (error) {
        if (!signal.aborted) await this.#options.wait(this.#onFailure(error), signal);
      }
    }
  }

  /** Says it once until it works again. @returns how long to wait. */
  #onFailure(error: unknown): number {
    if (!this.#isFailing) this.#options.onTrouble('telegram-commands-failed', { reason: this.#scrub(error) });
    this.#isFailing = true;
    if (!(error instanceof GrammyError)) return FAILED_WAIT_MS;
    const { retry_after: seconds } = error.parameters;
    return seconds === undefined ? REFUSED_WAIT_MS : seconds * 1_000;
  }

  /** An update that fails is passed over: it must not stand before the next one for ever. */
  async #take(update: Update): Promise<void> {
    this.#offset = update.update_id + 1;
    try {
      if (update.message) await this.#onMessage(update.message);
      if (update.callback_query) await this.#onPress(update.callback_query);
    } catch (error) {
      this.#options.onTrouble('telegram-commands-failed', { reason: this.#scrub(error) });
    }
  }

  async #onMessage({ text, chat, from, date }: NonNullable<Update['message']>): Promise<void> {
    const asker = from && { chat: chat.id, person: from.id };
    if (!asker || !this.#isAllowed(asker)) return this.#onStranger();
    if (this.#options.clock.now() - date * 1_000 > MESSAGE_AGE_MS_MAX) return;
    const command = /^\/([a-z]+)(@\w+)?(\s|$)/.exec(text ?? '')?.[1];
    const { control } = this.#options;
    switch (command) {
      case undefined:
        return;
      case 'status':
        return this.#say(asker, control.status());
      case 'positions':
        return this.#say(asker, control.positions());
      case 'pnl':
        return this.#say(asker, control.profit());
      case 'stop':
      case 'panic':
        return this.#ask(asker, command);
      default:
        return this.#say(asker, HELP);
    }
  }

  async #ask(asker: Asker, wish: Wish): Promise<void> {
    const { newId, clock } = this.#options;
    const nonce = newId();
    const { text, yes } = QUESTION[wish];
    this.#confirmations.ask(nonce, wish, { asker, now: clock.now() });
    const buttons = new InlineKeyboard().text(yes, `yes:${nonce}`).text('No', `no:${nonce}`);
    await this.#say(asker, `${text}\nThe buttons work for ${CONFIRM_WITHIN_MS / 1_000} seconds.`, buttons);
  }

  async #onPress(query: NonNullable<Update['callback_query']>): Promise<void> {
    const { message, from, data, id } = query;
    const asker = message && { chat: message.chat.id, person: from.id };
    if (!asker || !this.#isAllowed(asker)) return this.#onStranger();
    const [word, nonce = ''] = (data ?? '').split(':');
    const wish = this.#confirmations.take(nonce, { asker, now: this.#options.clock.now() });
    // The press was read; whether Telegram takes the note of it must not decide what happens.
    const noted = this.#api.answerCallbackQuery(id, {}, bound()).catch(() => {});
    const answer = await this.#carryOut(word === 'yes', wish, `telegram-${nonce}`);
    await this.#api.editMessageText(asker.chat, message.message_id, answer, {}, bound());
    await noted;
  }

  async #carryOut(isYes: boolean, wish: Wish | undefined, requestId: string): Promise<string> {
    if (wish === undefined) return 'This question is over or was not yours; nothing was done. Ask again.';
    if (!isYes) return 'Nothing was done.';
    const { control } = this.#options;
    return wish === 'stop' ? control.pause(requestId) : control.kill(requestId);
  }

  async #say({ chat }: Asker, text: string, buttons?: InlineKeyboard): Promise<void> {
    const other = buttons ? { reply_markup: buttons } : {};
    await this.#api.sendMessage(chat, text.slice(0, TEXT_LENGTH_MAX), other, bound());
  }

  /** In a group each person has to be named too: whoever joins it would command otherwise. */
  #isAllowed({ chat, person }: Asker): boolean {
    const { chats } = this.#options.config;
    return chats.includes(String(chat)) && chats.includes(String(person));
  }

  #onStranger(): void {
    const { clock, onTrouble } = this.#options;
    this.#strangers += 1;
    if (clock.now() - this.#strangersToldAt < STRANGERS_TOLD_EVERY_MS) return;
    this.#strangersToldAt = clock.now();
    onTrouble('telegram-stranger', { messages: this.#strangers });
    this.#strangers = 0;
  }
}

const bound = (): Signal => AbortSignal.timeout(ANSWER_MS) as Signal;
