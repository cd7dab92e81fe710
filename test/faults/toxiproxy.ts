/** The network between the parts, to be cut, slowed and silenced: Toxiproxy, built where Go is, driven over its HTTP interface. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, LOOPBACK } from '../../embedded/ports.ts';
import { cacheFolder, type Finding } from '../../embedded/programs/temporal-programs.ts';

/** What a link can suffer. `silent`: nothing arrives any more and no connection closes. */
export type Trouble = 'cut' | 'slow' | 'silent';

export interface Network {
  /** A port that leads to another, until it is troubled. */
  readonly link: (name: string, to: number) => Promise<number>;
  readonly trouble: (name: string, how: Trouble) => Promise<void>;
  readonly heal: (name: string, how: Trouble) => Promise<void>;
  readonly unlink: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const version = '2.12.0';

/** Builds Toxiproxy once, into the folder that keeps programs; null where there is no Go, or it cannot fetch it. */
export async function findToxiproxy(finding: Finding): Promise<string | null> {
  const folder = await cacheFolder(finding);
  const kept = join(folder, `toxiproxy-${version}-${process.platform}-${process.arch}`);
  if (await exists(kept)) return kept;
  finding.progress(`Building Toxiproxy ${version} with Go`);
  const building = `${kept}.building`;
  try {
    await promisify(execFile)('go', ['install', `github.com/Shopify/toxiproxy/v2/cmd/server@v${version}`], {
      env: { ...finding.env, GOBIN: building },
      timeout: 300_000,
    });
    await rename(join(building, 'server'), kept);
    return kept;
  } catch (error) {
    finding.progress(`No Toxiproxy (${(error as Error).message.split('\n')[0]}): connections are left alone`);
    return null;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** What Toxiproxy does to a link in both directions: milliseconds, and kB/s. Without a timeout, what is sent is dropped. */
interface Toxic {
  readonly stream: string;
  readonly type: string;
  readonly attributes: object;
}
const toxics = (how: 'slow' | 'silent'): readonly Toxic[] =>
  ['upstream', 'downstream'].flatMap((stream): readonly Toxic[] =>
    how === 'silent'
      ? [{ stream, type: 'timeout', attributes: { timeout: 0 } }]
      : [
          { stream, type: 'latency', attributes: { latency: 300, jitter: 200 } },
          { stream, type: 'bandwidth', attributes: { rate: 20 } },
        ],
  );

export async function startNetwork(program: string): Promise<Network> {
  const port = await freePort();
  const child = spawn(program, ['-host', LOOPBACK, '-port', String(port)], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  const send = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`http://${LOOPBACK}:${port}${path}`, {
      method,
      headers: { 'user-agent': 'folkmoot-faults' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const ask = async (method: string, path: string, body?: object): Promise<void> => {
    let answer = await send(method, path, body);
    // It answers 503 while it still empties a slow link, and then does it; what is gone by the next try was removed by the one before.
    for (let tries = 1; answer.status === 503 && method === 'DELETE' && tries <= 20; tries += 1) {
      await sleep(500);
      answer = await send(method, path);
      if (answer.status === 404) return;
    }
    if (!answer.ok) throw new Error(`Toxiproxy: ${method} ${path} ${answer.status} ${await answer.text()}`);
  };
  for (let tries = 1; ; tries += 1)
    try {
      await ask('GET', '/version');
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(50);
    }
  const links = new Map<string, { listen: string; upstream: string }>();
  const make = (name: string): Promise<void> => ask('POST', '/proxies', { name, ...links.get(name) });
  return {
    link: async (name, to) => {
      const own = await freePort();
      links.set(name, { listen: `${LOOPBACK}:${own}`, upstream: `${LOOPBACK}:${to}` });
      await make(name);
      return own;
    },
    trouble: async (name, how) => {
      if (how === 'cut') return ask('POST', `/proxies/${name}`, { enabled: false });
      for (const { stream, type, attributes } of toxics(how))
        await ask('POST', `/proxies/${name}/toxics`, { name: `${type}-${stream}`, type, stream, attributes });
    },
    heal: async (name, how) => {
      if (how === 'cut') return ask('POST', `/proxies/${name}`, { enabled: true });
      if (how === 'slow') {
        for (const { stream, type } of toxics(how))
          await ask('DELETE', `/proxies/${name}/toxics/${type}-${stream}`);
        return;
      }
      // Made anew: a silent link has lost bytes, so nothing may go on in a connection that stayed open.
      await ask('DELETE', `/proxies/${name}`);
      await make(name);
    },
    unlink: async (name) => {
      await ask('DELETE', `/proxies/${name}`);
      links.delete(name);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
