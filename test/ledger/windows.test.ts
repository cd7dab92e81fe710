/** The windows of a decision told otherwise: their lengths, their extensions, their early closes. */
import { describe, expect, it } from 'vitest';
import { decide, type Decision } from './decision.ts';
import { copy, day, moved } from './told.ts';
import { ballots, differences, twenty } from './ways.ts';

describe('a lie about windows', () => {
  const extended = decide({
    electors: twenty,
    votes: [{ ballots: [...ballots(14, 0), ['m15', 'for', 80]] }],
  });
  const deadlocked = decide({
    electors: twenty,
    votes: [{ ballots: ballots(10, 8) }, { ballots: ballots(10, 8) }, { ballots: ballots(15, 5) }],
  });
  it.each<[string, Decision, (record: Decision['record']) => void, string]>([
    [
      'an extension that the charter does not allow',
      extended,
      ({ rules }) => void Object.assign(rules.charter.voting, { extensions: 0 }),
      'has 1 extensions, but the charter allows 0 (PRO-8)',
    ],
    [
      'an extension of another length',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!, { closes: moved(votes[0]!.closes, day) }),
      '/votes/0/extended/0/closes is',
    ],
    [
      'an extension that begins before the window ends',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!, { at: moved(votes[0]!.extended[0]!.at, -1) }),
      '(PRO-8)',
    ],
    [
      'an extension that begins a little late, though not by an outage',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!, { at: moved(votes[0]!.extended[0]!.at, 1) }),
      'but the window before ends',
    ],
    [
      'an extension that was missing',
      extended,
      ({ votes }) => void votes[0]!.extended.pop(),
      '/votes/0/closes is',
    ],
    [
      'an extension of a quorate vote',
      extended,
      ({ votes }) => void Object.assign(votes[0]!.extended[0]!.tally.quorum, { met: true }),
      'a quorate vote is not extended (PRO-8)',
    ],
    [
      'a vote that closes after its window',
      extended,
      ({ votes }) => void Object.assign(votes[0]!, { closedAt: moved(votes[0]!.closes, 1) }),
      '/votes/0/closedAt is after the window’s end',
    ],
    [
      'a third vote that was not deferred',
      deadlocked,
      ({ votes }) => void Object.assign(votes[2]!, { opens: moved(votes[1]!.closedAt, day) }),
      'but it is deferred until',
    ],
    [
      'a vote that opens before the last round has closed',
      deadlocked,
      ({ votes }) => void Object.assign(votes[0]!, { opens: moved(votes[0]!.opens, -day) }),
      'when what came before ended',
    ],
    [
      'a round of another length',
      deadlocked,
      ({ rounds }) => void Object.assign(rounds[1]!, { closes: moved(rounds[1]!.closes, 1) }),
      'follows (PRO-4)',
    ],
    [
      'a poll on a text that never was in force',
      deadlocked,
      ({ votes }) => void Object.assign(votes[0]!, { version: 2 }),
      'is 2, but version 1 was in force at its opening (PRO-6)',
    ],
  ])('REC-1 finds %s', (_, told, change, sentence) => {
    const { record, evidence } = copy(told);
    expect(differences({ record, evidence })).toEqual([]);
    change(record);
    const found = differences({ record, evidence }).map(
      ({ pointer, sentence: says }) => `${pointer} ${says}`,
    );
    expect(found.join('\n')).toContain(sentence);
  });

  it('MEM-4 may wait for who is offline, as long as the charter says and no longer', () => {
    const offline = { ...deadlocked.record.rules.charter.offline, policy: 'wait' as const };
    const vote = decide({ electors: twenty, charter: { offline }, votes: [{ ballots: ballots(14, 6) }] });
    const waited = (by: number) => {
      const { record, evidence } = copy(vote);
      const closes = moved(record.votes[0]!.closes, by);
      Object.assign(record.votes[0]!, { closes, closedAt: closes });
      Object.assign(record, { endedAt: closes });
      return differences({ record, evidence }).map(({ pointer }) => pointer);
    };
    expect(waited(offline.wait)).not.toContain('/votes/0/closes');
    expect(waited(offline.wait + 1)).toContain('/votes/0/closes');
    expect(waited(-1)).toContain('/votes/0/closes');
  });

  it('MEM-4 may close before the end to which it was moved, once nobody is waited for', () => {
    const offline = { ...deadlocked.record.rules.charter.offline, policy: 'wait' as const };
    const vote = decide({ electors: twenty, charter: { offline }, votes: [{ ballots: ballots(14, 5) }] });
    const closedAt = (by: number) => {
      const { record, evidence } = copy(vote);
      const [poll] = record.votes;
      const due = poll!.closes;
      Object.assign(poll!, { closes: moved(due, 3 * day), closedAt: moved(due, by) });
      return differences({ record, evidence }).map(({ pointer }) => pointer);
    };
    expect(closedAt(0)).not.toContain('/votes/0/closedAt');
    expect(closedAt(day)).not.toContain('/votes/0/closedAt');
    expect(closedAt(-1)).toContain('/votes/0/closedAt');
  });
});
