/** Processes are known by id and start time, and no stranger is ever hit. */
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endProcess, identify, isRunning, ownIdentity } from '../../embedded/processes.ts';
import { killHard, startStranger } from './support/stranger.ts';

describe('a process', () => {
  it('is running while it runs, and is gone at its end', async () => {
    const { identity, child } = startStranger();
    expect(isRunning(identity)).toBe(true);
    await killHard(child);
    expect(isRunning(identity)).toBe(false);
    expect(identify(identity.pid)).toBeNull();
  });

  it('is another one when its id comes back with another start', () => {
    const own = ownIdentity();
    expect(isRunning(own)).toBe(true);
    expect(isRunning({ ...own, started: `${own.started}1` })).toBe(false);
  });

  it('is not hit when it got the id of one that ended', async () => {
    const { identity, child } = startStranger();
    const ended = { pid: identity.pid, started: 'before' };
    expect(await endProcess(ended, [{ signal: 'SIGKILL', patience: 1_000 }])).toBe(true);
    expect(isRunning(identity)).toBe(true);
    expect(child.signalCode).toBeNull();
  });

  it('that passes over the gentle signal is ended by the hard one', async () => {
    const { identity, child } = startStranger([
      process.execPath,
      '-e',
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)',
    ]);
    const ended = once(child, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await endProcess(identity, [{ signal: 'SIGTERM', patience: 200 }])).toBe(false);
    expect(isRunning(identity)).toBe(true);
    const pressures = [
      { signal: 'SIGTERM', patience: 100 },
      { signal: 'SIGKILL', patience: 5_000 },
    ] as const;
    expect(await endProcess(identity, pressures)).toBe(true);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});
