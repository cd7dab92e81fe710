/** How often, and after which pauses, an action is tried (EXE-2). */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { pauseAfter, triedFor } from '../../rules/actions/execution.ts';

const seconds = (count: number): number => count * 1_000;
const hour = seconds(3_600);

/** The pauses between the tries of an action that never succeeds. */
function pauses(within: number): number[] {
  const all: number[] = [];
  for (let tries = 1; ; tries += 1) {
    const pause = pauseAfter(tries, within);
    if (pause === null) return all;
    all.push(pause);
  }
}

describe('an action that fails', () => {
  it('EXE-2 is tried for a day, with pauses that grow from a second to an hour', () => {
    const day = pauses(triedFor(1));
    expect(day.slice(0, 14)).toEqual([
      ...[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048].map(seconds),
      hour,
      hour,
    ]);
    expect(day).toHaveLength(34);
  });

  it('EXE-2 is tried at a pace for so much shorter, but for half a minute', () => {
    expect(triedFor(24)).toBe(hour);
    expect(triedFor(2_880)).toBe(seconds(30));
    expect(triedFor(86_400)).toBe(seconds(30));
    expect(pauses(triedFor(86_400))).toEqual([1, 2, 4, 8].map(seconds));
  });

  it('EXE-2 is given up at the first pause that ends after its time, and not at one that ends with it', () => {
    expect(pauseAfter(4, seconds(15))).toBe(seconds(8));
    expect(pauseAfter(4, seconds(15) - 1)).toBeNull();
  });

  it.prop([fc.integer({ min: 0, max: 7 * 24 * hour })])(
    'EXE-2 pauses never shrink, and together never last longer than its time',
    (within) => {
      const all = pauses(within);
      expect(all.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(within);
      for (const [place, pause] of all.entries()) expect(pause).toBeGreaterThanOrEqual(all[place - 1] ?? 0);
      expect(Math.max(0, ...all)).toBeLessThanOrEqual(hour);
    },
  );
});
