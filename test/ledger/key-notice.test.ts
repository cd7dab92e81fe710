/** What the registrar changes of a member's keys is announced for 72 hours at least, at whatever pace the entry says (CHA-2, MEM-6). */
import { describe, expect, it } from 'vitest';
import { type KeyChange, keyChangeFormat } from '../../ledger/acts/key-change.ts';
import { openKeyHistory } from '../../ledger/acts/key-history.ts';
import { makeKey } from '../support/signing.ts';
import { moved } from './told.ts';

const at = '2026-03-01T09:00:00.000Z';
const hour = 3_600_000;

/** The registrar puts a key under dora's name, which counts so many milliseconds later. */
function change(notice: number, pace = 1): KeyChange {
  const key = makeKey();
  return {
    at,
    by: 'ben',
    change: 'register',
    charter: 1,
    council: 'council.example/log',
    countsFrom: moved(at, notice),
    fingerprint: key.fingerprint,
    format: keyChangeFormat,
    key: key.jwk,
    kind: 'sign',
    member: 'dora',
    pace,
    sequence: 1,
    signature: null,
    stops: null,
  };
}

describe('the notice of the registrar’s change of keys', () => {
  it.each([
    [1, 1],
    [72 * hour - 1, 1],
    [179_999, 1_440],
  ])('MEM-6 of %i ms at the pace %i is found', (notice, pace) => {
    expect(openKeyHistory().add(0, change(notice, pace))).toMatch(
      /was made by ben, and counts \d+ ms after it/,
    );
  });

  it.each([
    [72 * hour, 1],
    [168 * hour, 1],
    [180_000, 1_440],
  ])('MEM-6 of %i ms at the pace %i is long enough', (notice, pace) => {
    expect(openKeyHistory().add(0, change(notice, pace))).toBeUndefined();
  });
});
