/** One seed, from an empty council to the verdict. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCliError } from '../../cli/error.ts';
import type { TestTokens } from '../support/tokens.ts';
import { chanceOf } from './chance.ts';
import { checkActions } from './check-actions.ts';
import { checkActs } from './check-acts.ts';
import { checkLedger } from './check-ledger.ts';
import { checkTimes } from './check-times.ts';
import { createClient } from './client.ts';
import type { Cluster } from './cluster.ts';
import { checkProcesses } from './check-processes.ts';
import { createHistory, type History, type Operation } from './history.ts';
import { keptEvents, lookOnceMore, NotThere, settle } from './last-look.ts';
import type { Machine } from './machine.ts';
import { planDecisions } from './plan.ts';
import { type Play, startPlay } from './play.ts';
import { createReader, type Reader } from './read.ts';
import { startReceiver } from './receiver.ts';
import { createSeen, type Seen, type Violation } from './seen.ts';
import type { Network } from './toxiproxy.ts';
import { type Fault, type Outage, planFaults, startStorm, type Storm } from './weather.ts';

export interface SeedOptions {
  readonly seed: number;
  readonly decisions: number;
  /** The only ways in which faults come, where they are named. */
  readonly ways?: readonly string[] | undefined;
  /** These faults, in place of the seed's own. */
  readonly faults?: readonly Fault[] | undefined;
  /** So many APIs, whatever the seed says. */
  readonly apis?: number | undefined;
}

export interface Run {
  readonly cluster: Cluster;
  readonly network: Network | null;
  /** Of the built product. */
  readonly dist: string;
  readonly tokens: TestTokens;
  readonly folder: string;
  readonly machine: Machine;
  readonly progress: (line: string) => void;
}

export interface SeedResult {
  readonly seed: number;
  readonly seconds: number;
  readonly outages: readonly Outage[];
  readonly decisions: number;
  readonly operations: readonly Operation[];
  /** Places that answered 500. */
  readonly internal: readonly string[];
  readonly violations: readonly Violation[];
  /** How many times longer than alone everything took. */
  readonly slowness: number;
}

/** Milliseconds: decisions begin within the first, faults within the second. */
const beginning = { decisions: 4_000, faults: 11_000 };

/** Milliseconds after the last fault within which the longest way ends, be it all silence. */
const longest = 75_000;

export async function runSeed(options: SeedOptions, run: Run): Promise<SeedResult> {
  const { seed, decisions } = options;
  const { cluster, network, tokens, machine, progress } = run;
  const started = Date.now();
  const chance = chanceOf(seed);
  const name = `seed_${seed}`;
  const folder = join(run.folder, name);
  await mkdir(folder, { recursive: true });
  const sizes = {
    workers: chance.integer('workers', 1, 2),
    apis: options.apis ?? chance.integer('APIs', 1, 2),
  };
  const service = await cluster.openService(name, run.dist, sizes);
  const receiver = await startReceiver(chance.of('receiver'));
  try {
    return await underFaults();
  } finally {
    await service.close();
    await receiver.close();
  }

  async function underFaults(): Promise<SeedResult> {
    const client = await createClient(service.urls, tokens);
    const history = createHistory(client);
    const seen = createSeen();
    const planned =
      options.faults ??
      planFaults({
        chance: chance.of('faults'),
        links: service.links,
        within: beginning.faults,
        only: options.ways,
      });
    const storm = startStorm(planned, { cluster, service, network, chance: chance.of('storm') }, progress);
    const reader = createReader({ client, seen, weather: () => storm, machine });
    const plans = planDecisions({
      seed,
      chance: chance.of('plan'),
      decisions,
      within: beginning.decisions,
      receiver: receiver.url,
    });
    const play = startPlay({
      plans,
      chance: chance.of('play'),
      history,
      reader,
      weather: storm,
      receiver: receiver.url,
    });
    let watched = true;
    const watching = reader.watch(() => !watched);
    await ending(play, storm, seen, machine);
    watched = false;
    await watching;
    await settle(history, seen);
    const { operations } = history;
    const events = await keptEvents(service.database);
    const finals = await found(seen, () => lookOnceMore(client, play.known(), seen, events));
    if (finals !== undefined) {
      checkActs(operations, finals, seen);
      checkActions(finals, receiver.calls, seen);
      const { outages } = storm;
      const { deadlines, checkpoints } = reader;
      checkTimes({ finals, deadlines, outages, events, slowness: machine.slowness(started) }, seen);
      await found(seen, () => checkLedger({ client, finals, operations, checkpoints, folder }, seen));
    }
    await checkProcesses(service, seen);
    const violations = seen.violations;
    if (violations.length > 0)
      await writeFile(
        join(folder, 'found.json'),
        JSON.stringify({ seed, violations, outages: storm.outages, operations, finals }, null, 1),
      );
    return {
      seed,
      seconds: Math.round((Date.now() - started) / 1000),
      outages: storm.outages,
      decisions: play.known().length,
      operations,
      internal: internalAnswers(reader, history),
      violations,
      slowness: machine.slowness(started),
    };
  }
}

/** What cannot be read at all is lost, as far as anyone can see. */
async function found<Result>(seen: Seen, look: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof NotThere) && !isCliError(error)) throw error;
    seen.violates('lost', 'the council', error.message);
    return undefined;
  }
}

/** Waits until every decision has ended, or is known to stand still. */
async function ending(play: Play, storm: Storm, seen: Seen, machine: Machine): Promise<void> {
  await storm.over;
  const over = Date.now();
  const overdue = () => Date.now() > over + longest * machine.slowness(over);
  const overOrNot = () => Promise.race([play.over.then(() => true), sleep(100, false)]);
  while (!(await overOrNot())) {
    const open = play.known().filter(({ ended }) => !ended);
    const standing = new Set(
      seen.violations.filter(({ kind }) => kind === 'stands still').map(({ decision }) => decision),
    );
    if (overdue())
      for (const { name, id } of open)
        seen.violates('stands still', name, `${id} has not ended ${longest / 1000} s after the last fault`);
    if (overdue() || (open.length > 0 && open.every(({ name }) => standing.has(name)))) break;
  }
  play.stop();
  await play.over;
}

/** Where it was answered with 500: no outage explains that. */
function internalAnswers({ internal }: Reader, { operations }: History): readonly string[] {
  const acts = operations.filter(({ attempts }) =>
    attempts.some(({ heard }) => 'status' in heard && heard.status === 500),
  );
  return [...new Set([...internal.keys(), ...acts.map(({ act }) => act)])];
}
