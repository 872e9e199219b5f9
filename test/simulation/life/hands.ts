/**
 * A person at the run: asks for this and that, and asks again after a restart for what was not answered.
 * Invariant: a request has one name for all its repeats, and one answer.
 */
import { type Command, TradingError, toJson } from '../../../src/domain/index.ts';
import type { Engine } from '../../../src/engine/index.ts';
import type { Reply } from '../../../src/kernel/index.ts';
import type { Chance } from './chance.ts';
import type { Story } from './story.ts';

const isOfPause = (kind: Command['kind']): kind is 'pause' | 'resume' | 'kill' =>
  kind === 'pause' || kind === 'resume' || kind === 'kill';

type Asked = {
  readonly command: Command;
  reply: Reply | undefined;
  engine: Engine | undefined;
  isRepeated: boolean;
};

export class Hands {
  readonly #asked = new Map<string, Asked>();
  readonly #story: Story;
  readonly #now: () => number;
  #lastWord: 'pause' | 'resume' | 'kill' | undefined = 'resume';
  /** Requests to pause, to go on, or to kill that nobody has answered. */
  readonly #unsure = new Set<string>();
  /** By kind and by whether it was done. */
  readonly counts = new Map<string, number>();

  constructor(story: Story, now: () => number) {
    this.#story = story;
    this.#now = now;
  }

  ask(engine: Engine, command: Command): void {
    const requestId = `r${this.#asked.size + 1}`;
    this.#asked.set(requestId, { command, reply: undefined, engine, isRepeated: false });
    this.#send(engine, requestId);
  }

  /** After a restart: some of what nobody has answered, and now and then what was. */
  repeat(engine: Engine, chance: Chance): void {
    for (const [requestId, asked] of this.#asked) {
      if (!chance.hits(asked.reply === undefined ? 600 : 10)) continue;
      asked.isRepeated = true;
      this.#send(engine, requestId);
    }
  }

  /** Asked of this engine and not answered. */
  waitingAt(engine: Engine): string[] {
    return [...this.#asked].flatMap(([requestId, asked]) =>
      asked.engine === engine && asked.reply === undefined ? [`${requestId} ${toJson(asked.command)}`] : [],
    );
  }

  /** The last word on whether to trade, if it was answered; undefined where one has no answer, or an old one was repeated. */
  get lastWord(): 'pause' | 'resume' | 'kill' | undefined {
    return this.#unsure.size > 0 ? undefined : this.#lastWord;
  }

  #send(engine: Engine, requestId: string): void {
    const asked = this.#asked.get(requestId);
    if (!asked) return;
    const { command } = asked;
    asked.engine = engine;
    if (isOfPause(command.kind) && asked.reply === undefined) this.#unsure.add(requestId);
    this.#story.tell(`${requestId}: ${toJson(command)}`);
    engine.command({ type: 'command', at: this.#now(), requestId, command }).then(
      (reply) => this.#onReply(requestId, asked, reply),
      (error: unknown) => {
        asked.engine = undefined;
        if (!(error instanceof TradingError)) this.#story.break(`${requestId}: ${String(error)}`);
      },
    );
  }

  #onReply(requestId: string, asked: Asked, reply: Reply): void {
    if (!reply.ok && reply.rule === 'engine-stopped') {
      asked.engine = undefined;
      return;
    }
    this.#story.tell(`${requestId} is answered: ${toJson(reply)}`);
    const isNew = asked.reply === undefined || toJson(asked.reply) === toJson(reply);
    this.#story.must(isNew, () => `${requestId} has two answers: ${toJson(asked.reply)} and ${toJson(reply)}`);
    asked.reply = reply;
    // A repeat is told what the first one came to, which may be long ago.
    const { kind: word } = asked.command;
    if (this.#unsure.delete(requestId) && isOfPause(word)) this.#lastWord = asked.isRepeated ? undefined : word;
    const kind = `${asked.command.kind} ${reply.ok ? 'done' : 'refused'}`;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }
}
