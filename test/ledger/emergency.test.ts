/** Emergencies computed again: every way they can go, and lies about them (EMG-1 to EMG-7, REC-1). */
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../ledger/bytes/canonical.ts';
import type { EmergencyEvidence, EmergencyRecord } from '../../ledger/emergency/schema.ts';
import { readEvidence, readRecord } from '../../ledger/parts/evidence.ts';
import { recompute } from '../../ledger/recount/recomputation.ts';
import { mended } from './decision.ts';
import { emergencies, emergency, type Told } from './emergency.ts';
import { moved } from './told.ts';

type Emergency = Told<EmergencyRecord, EmergencyEvidence>;

/** What is found in documents that are read back from their bytes. */
function found({ record, evidence }: Emergency): readonly string[] {
  const [read, beside] = [readRecord(canonicalBytes(record)), readEvidence(canonicalBytes(evidence))];
  if ('fault' in read) throw new Error(read.fault);
  if ('fault' in beside) throw new Error(beside.fault);
  return recompute(read, beside).map((one) => `${one.document} ${one.pointer} ${one.sentence}`);
}

/** What is found after a lie, with the roots mended as a forger would. */
function foundAfter(way: keyof typeof emergencies, lie: (told: Emergency) => void): readonly string[] {
  const told = structuredClone(emergency(emergencies[way]!));
  lie(told);
  return found({ ...told, record: mended(told.record, told.evidence) });
}

const told = ({ evidence }: Emergency, kind: string) => evidence.timeline.find((one) => one.kind === kind)!;

describe('an emergency', () => {
  it.each(Object.entries(emergencies))('REC-1 %s is computed again', (_, script) => {
    const { record, evidence } = emergency(script);
    expect(found({ record, evidence })).toEqual([]);
    expect(recompute(record, null)).toEqual([]);
    expect(record.outcome).toBe(script.decided[0]);
  });

  const expired = 'EMG-6 expired at its limit';
  const breached = 'EMG-3 EMG-4 expired, with both breaches and the override that opened by itself';
  const overridden = 'EMG-5 overridden at once by three quarters of the whole electorate';
  const stood = 'EMG-7 stood without a limit';
  const late = 'EMG-4 a report and a justification that came late, each beside its breach';

  it.each<[string, string, (told: Emergency) => void, string]>([
    [
      'another outcome, told everywhere',
      expired,
      (one) => {
        for (const kind of ['decided', 'ended']) told(one, kind).facts.outcome = 'ratified';
        Object.assign(one.record, { outcome: 'ratified' });
        Object.assign(one.record.decided!, { outcome: 'ratified' });
      },
      'record /decided/outcome is "ratified", but "expired" follows',
    ],
    [
      'a later limit',
      expired,
      (one) => {
        told(one, 'acted').facts.limit = moved(one.record.dues!.limit!, 1);
        one.record.dues!.limit = moved(one.record.dues!.limit!, 1);
      },
      'record /dues/limit is "2026-01-08T09:00:00.001Z", but "2026-01-08T09:00:00.000Z" follows',
    ],
    [
      'a report at the instant at which it was due',
      expired,
      (one) => {
        told(one, 'reported').at = one.record.dues!.report;
        one.record.report!.at = one.record.dues!.report;
      },
      'record /report/late is false, but true follows',
    ],
    [
      'a late report that undid its breach',
      late,
      (one) => {
        const { timeline } = one.evidence;
        timeline.splice(timeline.indexOf(told(one, 'breach')), 1);
        timeline.forEach((entry, place) => (entry.number = place + 1));
        one.record.breaches.shift();
      },
      'record /breaches has 0 of the report, but 1 follows (EMG-3)',
    ],
    [
      'an override that the leader called',
      overridden,
      (one) => {
        told(one, 'override-opened').facts.by = 'm1';
        one.record.polls.override[0]!.calledBy = 'm1';
      },
      'record /polls/override/0/calledBy is m1, whose own act it is (EMG-5)',
    ],
    [
      'a breach that nobody noted',
      breached,
      (one) => {
        one.evidence.timeline.splice(one.evidence.timeline.indexOf(told(one, 'breach')), 1);
        one.evidence.timeline.forEach((entry, place) => (entry.number = place + 1));
        one.record.breaches.shift();
      },
      'record /breaches has 0 of the report, but 1 follows (EMG-3)',
    ],
    [
      'an override before the votes for were enough',
      overridden,
      (one) => void one.evidence.ballots.pop(),
      'record /polls/override/0/tally/for is 6, but 5 follows',
    ],
    [
      'a ballot turned',
      breached,
      (one) => void Object.assign(one.evidence.ballots[5]!, { choice: 'for' }),
      'record /polls/override/0/tally/for is 3, but 4 follows',
    ],
    [
      'a tally that its votes do not give',
      stood,
      (one) => void Object.assign(one.record.polls.override[0]!.tally!, { verdict: 'adopted' }),
      'record /polls/override/0/tally/verdict is "adopted", but "rejected" follows',
    ],
    [
      'the actor among those who judge',
      breached,
      (one) => void Object.assign(one.evidence.electorate[0]!, { member: 'm1' }),
      'evidence /electorate has m1, who would judge their own case (GUA-2)',
    ],
    [
      'a poll that closes after the limit',
      breached,
      (one) => {
        const closes = moved(one.record.polls.override[0]!.closes, 3_600_000);
        told(one, 'override-opened').facts.closes = closes;
        one.record.polls.override[0]!.closes = closes;
      },
      'record /polls/override/0/closes is "2026-01-08T10:00:00.000Z", but "2026-01-08T09:00:00.000Z" follows',
    ],
    [
      'a ballot of a poll that never was',
      expired,
      (one) => {
        const { ballots } = emergency(emergencies[breached]!).evidence;
        one.evidence.ballots.push(ballots[0]!);
      },
      'evidence /ballots/0 is of a poll, override, that the record does not have',
    ],
    [
      'an ending before it stood',
      stood,
      (one) => {
        told(one, 'decided').at = moved(one.record.decided!.at, -1);
        one.record.decided!.at = moved(one.record.decided!.at, -1);
      },
      'record /decided/at is "2026-01-10T10:59:59.999Z", but "2026-01-10T11:00:00.000Z" follows',
    ],
    [
      'a timeline that tells another tally',
      breached,
      (one) =>
        void (told(one, 'override-closed').facts.tally = { ...one.record.polls.override[0]!.tally, for: 6 }),
      'is not what the record says',
    ],
    [
      'a breach after which nobody was asked',
      breached,
      (one) => {
        one.evidence.timeline = one.evidence.timeline
          .filter(({ kind }) => kind !== 'removal-opened')
          .map((entry, place) => ({ ...entry, number: place + 1 }));
        one.record.removal = null;
      },
      'evidence /timeline tells of a breach, but not of a removal that opened or was passed over (EMG-3, EMG-4)',
    ],
    [
      'what was written in the report',
      expired,
      (one) => void Object.assign(told(one, 'reported').facts, { text: 'Nothing happened.' }),
      'record /report/text is "It had to be.", but "Nothing happened." follows',
    ],
  ])('REC-1 with %s is found out', (_, way, lie, sentence) => {
    expect(foundAfter(way, lie).join('\n')).toContain(sentence);
  });

  it('EMG-6 a second override after one that reached its quorum is found out', () => {
    const way =
      emergencies['EMG-6 overridden by a second poll, without a limit, after one that missed its quorum']!;
    const [first, second] = [way.polls!.override].flat();
    const votes = second!.ballots.slice(0, 3).map(([elector]) => [elector, 'against'] as const);
    const quorate = { ...first!, opens: 1, ballots: [...votes, ...second!.ballots.slice(3)] };
    // Within 72 hours of the justification one more was possible; long before it, or after, none.
    const told = emergency({
      ...way,
      justification: 78,
      report: 77,
      polls: { override: [quorate, second!] },
    });
    expect(found(told)).toEqual([]);
    const early = { ...way, justification: 5, polls: { override: [quorate, second!] } };
    expect(found(emergency(early)).join()).toContain('but the polls before left no question open (EMG-6)');
  });

  it('REC-1 with evidence of another kind is none', () => {
    const { record } = emergency(emergencies[expired]!);
    const evidence = { format: 'folkmoot-evidence-1', kind: 'lookback', salt: null, timeline: [] };
    const read = readEvidence(canonicalBytes(evidence));
    if ('fault' in read) throw new Error(read.fault);
    expect(recompute(record, read)).toMatchObject([
      { sentence: 'is of another kind, lookback, than the record, emergency' },
    ]);
  });
});
