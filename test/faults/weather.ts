/** The faults of a seed: what is killed, halted or cut off, when and for how long; and what the weather is at any time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Cluster, Service } from './cluster.ts';
import type { Part } from './processes.ts';
import type { Network, Trouble } from './toxiproxy.ts';

export type Target = 'worker' | 'API' | 'Temporal' | 'PostgreSQL' | 'everything';

export type Fault = {
  /** Milliseconds after the beginning. */
  readonly begins: number;
  readonly lasts: number;
} & (
  | { readonly how: 'kill' | 'halt'; readonly target: Target }
  | { readonly how: Trouble; readonly link: string }
  /** Workers, then APIs are stopped and started again from this build. */
  | { readonly how: 'upgrade'; readonly to: string }
);

/** A fault as it was: milliseconds since 1970, until everything was ready again. */
export interface Outage {
  readonly what: string;
  readonly began: number;
  ended: number | null;
}

export interface Weather {
  readonly outages: readonly Outage[];
  /** Since when nothing is wrong, milliseconds since 1970; null while something is. */
  readonly clearSince: () => number | null;
}

const targets: readonly (readonly [number, Target])[] = [
  [5, 'worker'],
  [3, 'API'],
  [4, 'Temporal'],
  [4, 'PostgreSQL'],
  [2, 'everything'],
];

export interface Forecast {
  readonly chance: Chance;
  readonly links: readonly string[];
  /** Milliseconds within which all faults begin. */
  readonly within: number;
  /** Only these, where they are named. */
  readonly only?: readonly string[] | undefined;
}

/** Ways in which faults come, which `--ways` chooses from; `none` lets the council work in peace. */
export const faultNames = ['kill', 'halt', 'cut', 'slow', 'silent', 'none'] as const;

export function planFaults({ chance, links, within, only }: Forecast): readonly Fault[] {
  if (only?.includes('none')) return [];
  const count = chance.integer('how many', 3, 5);
  return Array.from({ length: count }, (_, index): Fault => {
    const own = chance.of(`fault ${index}`);
    const begins = Math.round((within * (index + own.integer('when', 0, 80) / 100)) / count) + 700;
    const hows = (
      [
        [6, 'kill'],
        [3, 'halt'],
        ...(links.length === 0
          ? []
          : ([
              [1, 'cut'],
              [1, 'slow'],
              [2, 'silent'],
            ] as const)),
      ] as readonly (readonly [number, Exclude<Fault['how'], 'upgrade'>])[]
    ).filter(([, how]) => only === undefined || only.includes(how));
    const how = own.weighted('how', hows);
    if (how === 'kill' || how === 'halt')
      return {
        how,
        target: own.weighted('target', targets),
        begins,
        lasts: how === 'kill' ? own.integer('lasts', 0, 1_500) : own.integer('lasts', 500, 6_000),
      };
    return { how, link: own.one('link', links), begins, lasts: own.integer('lasts', 500, 5_000) };
  }).toSorted((a, b) => a.begins - b.begins);
}

function describeFault(fault: Fault): string {
  if ('to' in fault) return 'upgrade';
  return 'target' in fault ? `${fault.how} ${fault.target}` : `${fault.how} ${fault.link}`;
}

export interface Storm extends Weather {
  /** Resolves once the last fault is over and everything is ready. */
  readonly over: Promise<void>;
}

/** Lets it happen. Faults may overlap; those of one part come one after the other. */
export function startStorm(
  faults: readonly Fault[],
  { cluster, service, network, chance }: StormOn,
  progress: (line: string) => void,
): Storm {
  const outages: Outage[] = [];
  let left = faults.length;
  let clear: number | null = left === 0 ? Date.now() : null;
  const queues = new Map<string, Promise<void>>();
  const inTurn = (name: string, work: () => Promise<void>): Promise<void> => {
    const turn = (queues.get(name) ?? Promise.resolve()).then(work);
    queues.set(name, turn);
    return turn;
  };
  const partsOf = (target: Target, number: number): readonly Part[] => {
    const { workers, apis } = service;
    switch (target) {
      case 'worker':
        return [workers[number % workers.length]!];
      case 'API':
        return [apis[number % apis.length]!];
      case 'Temporal':
        return [cluster.temporal];
      case 'PostgreSQL':
        return [cluster.postgres];
      case 'everything':
        return [cluster.postgres, cluster.temporal, ...workers, ...apis];
    }
  };
  const strike = async (fault: Fault, index: number): Promise<void> => {
    await sleep(fault.begins);
    const outage: Outage = { what: describeFault(fault), began: Date.now(), ended: null };
    outages.push(outage);
    if ('to' in fault) {
      service.standOn(fault.to);
      for (const part of [...service.workers, ...service.apis])
        await inTurn(part.name, () => hit(part, { how: 'kill', lasts: fault.lasts }));
    } else if ('target' in fault) {
      const parts = partsOf(fault.target, chance.integer(`which of fault ${index}`, 0, 9));
      await Promise.all(parts.map((part) => inTurn(part.name, () => hit(part, fault))));
    } else
      await inTurn(fault.link, async () => {
        await network?.trouble(fault.link, fault.how);
        await sleep(fault.lasts);
        await network?.heal(fault.link, fault.how);
      });
    outage.ended = Date.now();
    progress(`${outage.what} for ${((outage.ended - outage.began) / 1000).toFixed(1)} s`);
    left -= 1;
    if (left === 0) clear = Date.now();
  };
  return {
    outages,
    clearSince: () => clear,
    over: Promise.all(faults.map(strike)).then(() => undefined),
  };
}

export interface StormOn {
  readonly cluster: Cluster;
  readonly service: Service;
  readonly network: Network | null;
  readonly chance: Chance;
}

async function hit(part: Part, { how, lasts }: Pick<Fault, 'how' | 'lasts'>): Promise<void> {
  if (how === 'kill') {
    await part.kill();
    await sleep(lasts);
    await part.start();
  } else {
    await part.halt();
    await sleep(lasts);
    await part.resume();
  }
}
