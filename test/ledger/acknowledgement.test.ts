/** Acknowledgements: one signature for all that was committed together, a promise for each of them (VOT-6). */
import { describe, expect, it } from 'vitest';
import { acknowledge, type Acknowledged, openAcknowledgement } from '../../ledger/answers/acknowledgement.ts';
import { canonicalBytes, canonicalJson } from '../../ledger/bytes/canonical.ts';
import { openCheckpoint } from '../../ledger/log/checkpoint.ts';
import { leafHash, nodeHash } from '../../ledger/log/merkle.ts';
import { decide, people } from './decision.ts';
import { newSigner, origin } from './keys.ts';

const signer = newSigner();
const keys = [signer.verifier];
const { evidence } = decide({
  electors: people(21),
  votes: [{ ballots: people(21).map((m) => [m, 'for']) }],
});
const { ballots } = evidence;

describe('an acknowledgement', () => {
  it('VOT-6 promises each ballot of a batch with one signature', async () => {
    const answers = acknowledge(ballots, signer);
    expect(answers).toHaveLength(21);
    expect(new Set(answers.map(({ promise }) => promise.note)).size).toBe(1);
    for (const [place, answer] of answers.entries()) {
      const entry = ballots[place]!;
      expect(answer).toMatchObject(entry);
      expect(answer.hash).toBe(leafHash(canonicalBytes(entry)).toString('hex'));
      expect(openAcknowledgement(answer, keys)).toEqual({
        entry,
        text: canonicalJson(entry),
        origin,
        signedBy: signer.id,
      });
    }
  });

  it('VOT-6 promises a single ballot with an empty path', async () => {
    const [answer] = acknowledge(ballots.slice(0, 1), signer);
    expect(answer?.promise).toMatchObject({ index: 0, size: 1, path: [] });
    expect(openAcknowledgement(answer, keys)).toMatchObject({ entry: ballots[0] });
  });

  it('VOT-7 REC-5 says nothing of the others by which their answers could be tried out', () => {
    const answers = acknowledge(ballots.slice(0, 5), signer);
    const leaves = ballots.slice(0, 5).map((entry) => leafHash(canonicalBytes(entry)));
    const nodes = leaves.flatMap((one) => leaves.map((other) => nodeHash(one, other)));
    const guessed = new Set([...leaves, ...nodes].map((hash) => hash.toString('base64')));
    for (const { promise } of answers) expect(promise.path.filter((hash) => guessed.has(hash))).toEqual([]);
    const again = acknowledge(ballots.slice(0, 5), signer);
    expect(again[0]?.promise.path[0]).not.toBe(answers[0]?.promise.path[0]);
  });

  it('VOT-6 holds however the JSON around it is written', async () => {
    const [answer] = acknowledge(ballots.slice(0, 3), signer);
    const rewritten = Object.fromEntries(Object.entries(answer!).toReversed());
    expect(openAcknowledgement(JSON.parse(JSON.stringify(rewritten, null, 2)), keys)).toHaveProperty('entry');
  });

  it('VOT-6 cannot be taken for a checkpoint of the log', async () => {
    const [answer] = acknowledge(ballots.slice(0, 3), signer);
    expect(openCheckpoint(answer!.promise.note, keys)).toHaveProperty('fault');
  });

  it('VOT-6 is not made of a checkpoint of the log', async () => {
    const [answer] = acknowledge(ballots.slice(0, 1), signer);
    const checkpoint = (await import('../../ledger/log/checkpoint.ts')).signCheckpoint(
      { size: 1, root: Buffer.from(answer!.hash, 'hex') },
      signer,
    );
    const forged = { ...answer, promise: { ...answer!.promise, note: checkpoint } };
    expect(openAcknowledgement(forged, keys)).toEqual({
      fault: expect.stringContaining('nothing of this kind'),
    });
  });

  type Answer = Acknowledged<(typeof ballots)[number]>;
  it.each<[string, (answer: Answer) => unknown, string]>([
    ['whose choice was changed', (answer) => ({ ...answer, choice: 'against' }), 'it was changed'],
    [
      'whose instant was changed',
      (answer) => ({ ...answer, at: '2026-01-01T00:00:00.000Z' }),
      'it was changed',
    ],
    ['with a field more', (answer) => ({ ...answer, note: 'urgent' }), 'it was changed'],
    ['whose hash was changed', (answer) => ({ ...answer, hash: '0'.repeat(64) }), 'it was changed'],
    ['whose text UTF-8 cannot say', (answer) => ({ ...answer, reason: '\ud800' }), 'it was changed'],
    [
      'at another index',
      (answer) => ({ ...answer, promise: { ...answer.promise, index: 1 } }),
      'does not lead to the root',
    ],
    [
      'with its path cut off',
      (answer) => ({ ...answer, promise: { ...answer.promise, path: answer.promise.path.slice(1) } }),
      'does not lead to the root',
    ],
    [
      'of another size',
      (answer) => ({ ...answer, promise: { ...answer.promise, size: 20 } }),
      'does not lead to the root',
    ],
    [
      'whose path is no base64',
      (answer) => ({ ...answer, promise: { ...answer.promise, path: ['?'] } }),
      'has no signed note or no path',
    ],
    [
      'whose note was changed',
      (answer) => ({
        ...answer,
        promise: { ...answer.promise, note: answer.promise.note.replace('\n42\n', '\n43\n') },
      }),
      'it or the text was changed',
    ],
    [
      'whose index is the text of a number',
      (answer) => ({ ...answer, promise: { ...answer.promise, index: '0' } }),
      'does not lead to the root',
    ],
    [
      'whose path is no list of texts',
      (answer) => ({ ...answer, promise: { ...answer.promise, path: [{ toString: 1 }] } }),
      'has no signed note or no path',
    ],
    ['without a promise', ({ promise: _, ...answer }) => answer, 'not an acknowledgement'],
    ['that is a list', () => [], 'not an acknowledgement'],
    ['that is nothing', () => null, 'not an acknowledgement'],
  ])('VOT-6 %s is refused', async (_, change, sentence) => {
    const [answer] = acknowledge(ballots, signer);
    expect(openAcknowledgement(change(answer!), keys)).toEqual({ fault: expect.stringContaining(sentence) });
  });

  it('VOT-6 of another log, or under another log’s name, is refused', async () => {
    const other = newSigner('other.example/log');
    const [theirs] = acknowledge(ballots, other);
    expect(openAcknowledgement(theirs, keys)).toEqual({
      fault: expect.stringContaining('not by council.example/log'),
    });
  });
});
