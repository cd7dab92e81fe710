/** A browser as far as sign-ins need one: it keeps cookies by origin, follows redirections, and says where a request comes from. */

export interface Shown {
  readonly status: number;
  /** Where it came to. */
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
}

export interface Sending {
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** The origin of the page that sends it; that of the address unless given, null: a program without pages. */
  readonly from?: string | null;
}

export interface Browser {
  /** Opens an address, and goes where it is sent, ten times at most. */
  readonly open: (url: string, sending?: Sending) => Promise<Shown>;
  /** The same without going further. */
  readonly ask: (method: string, url: string, sending?: Sending) => Promise<Shown>;
  /** What it would send to an address: its cookies. */
  readonly cookies: (url: string) => Map<string, string>;
}

export function browser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string): Map<string, string> => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  const ask = async (
    method: string,
    url: string,
    { headers = {}, body, from = new URL(url).origin }: Sending = {},
  ): Promise<Shown> => {
    const jar = jarOf(url);
    const isOwn = from === new URL(url).origin;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(jar.size === 0 ? {} : { cookie: [...jar].map((pair) => pair.join('=')).join('; ') }),
        ...(from === null ? {} : { 'sec-fetch-site': isOwn ? 'same-origin' : 'cross-site' }),
        ...(method === 'GET' || from === null ? {} : { origin: from }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) keep(jar, cookie);
    return { status: response.status, url, headers: response.headers, text: await response.text() };
  };

  return {
    ask,
    open: async (url, sending) => {
      let shown = await ask('GET', url, sending);
      for (let steps = 0; steps < 10 && shown.status >= 300 && shown.status < 400; steps += 1)
        shown = await ask('GET', new URL(shown.headers.get('location') ?? '', shown.url).href);
      return shown;
    },
    cookies: (url) => new Map(jarOf(url)),
  };
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  const isOver = /;\s*max-age=0/i.test(cookie) || /;\s*expires=Thu, 01 Jan 1970/i.test(cookie);
  if (isOver) jar.delete(name);
  else jar.set(name, value);
}
