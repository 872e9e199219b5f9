/**
 * Server-sent events out of the bytes of an answer.
 * Invariant: an event that was cut off is not told; a character split between two chunks is whole again.
 */
/** What is needed of a response's body. */
export type Body = {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>; cancel(): Promise<unknown> };
};

export type EventText = { readonly event: string; readonly id: string | undefined; readonly data: string };

const FIELD = /^(event|id|data): ?(.*)$/;

/** Ends with the answer or by `signal`; whoever stops reading ends the answer. */
export async function* readEvents(body: Body, signal: AbortSignal): AsyncGenerator<EventText, void, undefined> {
  const reader = body.getReader();
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return;
      const parts = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) yield parseEvent(part);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

function parseEvent(text: string): EventText {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value] = FIELD.exec(line) ?? [];
    if (name !== undefined && value !== undefined) fields.set(name, value);
  }
  return { event: fields.get('event') ?? 'message', id: fields.get('id'), data: fields.get('data') ?? 'null' };
}
