/** Server-sent events from a stream of bytes (HTML, section 9.2): with `fetch`, since an EventSource hears only names that it was told before. */

export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Calls with each event, until the stream ends. */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  heard: (event: ServerEvent) => void,
): Promise<void> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parsed(block);
      if (event !== undefined) heard(event);
    }
  }
}

function parsed(block: string): ServerEvent | undefined {
  const fields = { id: '', event: 'message', data: '' };
  for (const line of block.split(/\r?\n/)) {
    const [, name, value = ''] = /^(id|event|data): ?(.*)$/.exec(line) ?? [];
    if (name === 'data') fields.data += (fields.data === '' ? '' : '\n') + value;
    else if (name === 'id' || name === 'event') fields[name] = value;
  }
  return fields.data === '' ? undefined : fields;
}
