/** Whom an entry of a timeline concerns, and what they owe until when; of a room nobody else hears. */
import { fc, it } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { Audience } from '../../rules/audience.ts';
import type { Process } from '../../rules/kinds.ts';
import { type Happened, noticesOf, smallFacts } from '../../rules/notices.ts';
import type { EntryKind } from '../../rules/timeline.ts';
import type { Veto } from '../../rules/proposal/state.ts';
import { appealState, conflictState, emergencyState, proposalState } from '../support/states.ts';

const closes = '2026-03-05T09:00:00.000Z';

const happened = (process: Process, kind: EntryKind, told: { facts: object; room: boolean | undefined }) =>
  ({ ...process, entry: { at: closes, kind, ...told } }) as unknown as Happened;

/** What is said to each audience: the act that is owed and until when, or that they are just to know. */
function said(
  process: Process,
  kind: EntryKind,
  facts: object = {},
  room?: boolean,
): [Audience, ...unknown[]][] {
  const tellings = noticesOf(happened(process, kind, { facts, room }));
  return tellings.map(({ to, owes, due, but }) =>
    owes === null ? (but === null ? [to] : [to, `but ${but}`]) : [to, owes, due],
  );
}

const proposal = (more: Parameters<typeof proposalState>[0] = {}): Process => ({
  kind: 'proposal',
  state: proposalState({ deadline: closes, ...more }),
});
const emergency = (more: Parameters<typeof emergencyState>[0] = {}): Process => ({
  kind: 'emergency',
  state: emergencyState(more),
});
const conflict = (more: Parameters<typeof conflictState>[0] = {}): Process => ({
  kind: 'conflict',
  state: conflictState(more),
});
const appeal = (more: Parameters<typeof appealState>[0] = {}): Process => ({
  kind: 'appeal',
  state: appealState(more),
});

const { id } = proposalState();
const electors = { electorate: id };
const author = { members: ['carl'] };
const named = { named: id };

describe('a proposal', () => {
  it.each(['review', 'deferred'] as const)('PRO-3 in %s tells its electors and its author', (stage) => {
    expect(said(proposal(), `${stage}-opened`)).toEqual([[electors], [author]]);
  });

  it.each(['delay', 'appeal', 'veto', 'guardian-approval'] as const)(
    'PRO-13 adopted, in %s, it also tells whom it names',
    (stage) => {
      expect(said(proposal(), `${stage}-opened`)).toEqual([[electors], [author], [named]]);
    },
  );

  it('PRO-13 PRO-1 tells whom it names of its submission, but its author, and of a draft nobody', () => {
    expect(said(proposal(), 'submitted')).toEqual([[named, 'but carl']]);
    expect(said(proposal({ submittedAt: null }), 'ended')).toEqual([[electors], [author]]);
  });

  it('PRO-4 PRO-7 asks its electors for positions and for ballots, until the close', () => {
    expect(said(proposal(), 'discussion-opened')).toEqual([[electors, 'position', closes], [author]]);
    expect(said(proposal(), 'voting-opened')).toEqual([
      [electors, 'ballot', closes],
      // DEL-5: whoever is to carry votes owes a disclosure too.
      [{ undisclosed: { category: 'operations' } }, 'disclosures', closes],
      [author],
      [named],
    ]);
  });

  it('PRO-8 MEM-4 that waits longer asks those who have not voted', () => {
    for (const kind of ['vote-extended', 'vote-waits'] as const)
      expect(said(proposal(), kind)).toEqual([[{ unanswered: 'votes' }, 'ballot', closes], [author]]);
  });

  it('DEA-2 VET-3 asks the guardian, where there is one, and tells the others', () => {
    const guardian = { members: ['anna'] };
    expect(said(proposal({ guardian: 'anna' }), 'guardian-resolution-opened')).toEqual([
      [guardian, 'resolution', closes],
      [electors],
      [author],
    ]);
    expect(said(proposal({ guardian: 'anna' }), 'guardian-approval-opened')[0]).toEqual([
      ...[guardian, 'approval', closes],
    ]);
    // Owed as its week ended (AMD-2).
    expect(said(proposal({ approver: 'anna' }), 'delay-opened')).toEqual([
      [guardian, 'approval', closes],
      [electors],
      [author],
      [named],
    ]);
    expect(said(proposal({ approver: 'anna' }), 'approval-owed')).toEqual([[author]]);
  });

  it('PRO-11 JUS-1 REP-1 asks for each requirement in its own window, at the submission and again when all wait for it', () => {
    const first = { version: 1, asked: closes };
    const state = {
      accused: 'emil',
      representative: 'ben',
      author: null,
      requirements: [
        { ...first, what: 'consent', who: 'dora', until: '2026-03-09T09:00:00.000Z', closed: null },
        {
          ...first,
          what: 'resources',
          who: 'resource-steward',
          until: '2026-03-09T09:00:00.000Z',
          closed: null,
        },
        { ...first, what: 'hearing', who: 'emil', until: closes, closed: null },
        { ...first, what: 'hearing', who: 'fay', until: closes, closed: { at: closes, how: 'met' } },
      ],
    } as const;
    const required = [
      [{ members: ['dora'] }, 'consents', '2026-03-09T09:00:00.000Z'],
      [{ role: 'resource-steward' }, 'attestations', '2026-03-09T09:00:00.000Z'],
      [{ members: ['emil', 'ben'] }, 'hearing', closes],
    ];
    expect(said(proposal(state), 'submitted')).toEqual([...required, [named]]);
    expect(said(proposal(state), 'requirements-opened')).toEqual([
      ...required,
      [electors],
      [{ members: ['emil', 'ben'] }],
    ]);
    expect(said(proposal(state), 'representative-named', { representative: 'ben' })).toEqual([
      [{ members: ['ben'] }, 'hearing', closes],
    ]);
    expect(said(proposal(), 'representative-named', { representative: 'ben' })).toEqual([
      [{ members: ['ben'] }],
    ]);
    expect(said(proposal(), 'requirement-met', { who: 'dora' })).toEqual([[{ members: ['carl', 'dora'] }]]);
  });

  it('EXE-1 asks the assignee of a task until its date', () => {
    expect(said(proposal({ assignee: 'emil' }), 'execution-opened')).toEqual([
      [{ members: ['emil'] }, 'task', closes],
      [author],
    ]);
    expect(said(proposal(), 'execution-opened')).toEqual([[author]]);
  });

  it('VET-1 VET-2 tells the family that may veto, and later those who wait for the answer', () => {
    expect(said(proposal({ family: 'oak', tier: 2 }), 'veto-opened')[0]).toEqual([{ family: 'oak' }]);
    expect(said(proposal(), 'vetoed', { by: 'dora' })).toEqual([
      [electors, 'but dora'],
      [author, 'but dora'],
    ]);
    const vetoes = [{ by: 'dora' }] as unknown as Veto[];
    expect(said(proposal({ vetoes }), 'contested', { by: 'ben' })).toEqual([
      [{ members: ['carl', 'dora'] }, 'but ben'],
    ]);
    expect(said(proposal({ vetoes }), 'veto-lifted')).toEqual([[{ members: ['carl', 'dora'] }]]);
  });

  it('DEL-3 DEL-5 tells delegators that their vote is not carried, or of a conflict', () => {
    const delegators = ['dora', 'emil'];
    for (const kind of ['votes-over-cap', 'votes-not-carried'] as const)
      expect(said(proposal(), kind, { delegators })).toEqual([[{ members: delegators }, 'ballot', closes]]);
    expect(said(proposal(), 'conflict-disclosed', { delegators })).toEqual([[{ members: delegators }]]);
  });

  it('PRO-6 PRO-9 tells of an amendment all but who made it, and of the end everybody', () => {
    const parties = { accused: 'emil', victims: ['fay'], representative: 'ben' };
    expect(said(proposal(), 'amended', { by: 'carl' })).toEqual([
      [electors, 'but carl'],
      [author, 'but carl'],
      [named, 'but carl'],
    ]);
    expect(said(proposal(parties), 'ended')).toEqual([
      [electors],
      [{ members: ['carl', 'emil', 'fay', 'ben'] }],
      [named],
    ]);
  });

  it('PRO-1 says nothing of what its author does in a draft, nor of counting', () => {
    for (const kind of ['drafted', 'edited', 'round-closed', 'vote-closed', 'escalated-to'] as const)
      expect(said(proposal(), kind)).toEqual([]);
  });
});

describe('an emergency', () => {
  const actor = { members: ['opus'] };
  const council = { council: 1 };
  const task = { type: 'task', assignee: 'emil', instructions: 'Close the valve.', by: closes } as const;

  it('EMG-1 EMG-3 EMG-4 tells the council, and asks its actor for report and justification, each until its instant', () => {
    const { reportDue, justificationDue } = emergencyState();
    expect(said(emergency(), 'acted', { by: 'opus' })).toEqual([
      [actor, 'report', reportDue],
      [actor, 'justification', justificationDue],
      [actor],
      [council],
    ]);
  });

  it('EXE-1 EMG-2 asks whoever has a task, of the act and of its reversal', () => {
    const asked = [{ members: ['emil'] }, 'task', closes];
    expect(said(emergency({ action: task }), 'acted')).toContainEqual(asked);
    expect(said(emergency({ reversal: task }), 'acted')).not.toContainEqual(asked);
    for (const kind of ['reversal-opened', 'retry-of'] as const) {
      expect(said(emergency({ reversal: task }), kind)).toEqual([asked, [actor]]);
      expect(said(emergency({ action: task }), kind)).toEqual([[actor]]);
    }
  });

  it('EMG-5 EMG-6 GUA-2 asks the electors of a poll, and tells the actor, who is none of them', () => {
    const poll = {
      calledBy: null,
      reason: null,
      opens: closes,
      closes,
      closedAt: null,
      electorate: null,
      tally: null,
    };
    for (const kind of ['override', 'ratification'] as const) {
      const body = { electorate: `${id}/${kind}` };
      expect(said(emergency({ polls: { [kind]: poll } }), `${kind}-opened`, { closes })).toEqual([
        [body, `polls/${kind}/ballot`, closes],
        [actor],
      ]);
      expect(said(emergency({ polls: { [kind]: poll } }), `${kind}-closed`)).toEqual([[body], [actor]]);
    }
  });

  it('EMG-3 EMG-7 tells all of a breach, of the outcome and of the end, and operators of a reversal that failed', () => {
    for (const kind of ['breach', 'decided', 'ended', 'action-failed'] as const)
      expect(said(emergency(), kind)).toEqual([[actor], [council]]);
    for (const kind of ['reported', 'justified'] as const)
      expect(said(emergency(), kind, { by: 'opus' })).toEqual([
        [actor, 'but opus'],
        [council, 'but opus'],
      ]);
    expect(said(emergency(), 'reversal-failed')).toEqual([[actor], [{ role: 'operator' }]]);
  });

  it('EMG-2 tells who was given something that it has ended', () => {
    const action = {
      type: 'allocation.grant',
      resource: 'water',
      amount: 1,
      to: 'emil',
      until: closes,
    } as const;
    const told = [
      ...(['task-confirmed', 'override-passed-over', 'removal-opened', 'removal-passed-over'] as const),
      ...(['reversal-done', 'allocation-ended', 'retried-by'] as const),
    ];
    for (const kind of told) {
      expect(said(emergency({ action }), kind)).toEqual([[actor], [{ members: ['emil'] }]]);
      for (const other of [
        { ...action, to: { family: 'oak' } },
        { ...task, to: 'emil' },
      ])
        expect(said(emergency({ action: other }), kind)).toEqual([[actor]]);
    }
    expect(said(emergency({ action }), 'action-done')).toEqual([]);
  });
});

describe('a conflict', () => {
  const { deadline } = conflictState();
  const parties = { members: ['carl', 'dora', 'emil'] };
  const mediators = { electorate: `${id}/mediation` };

  it('CNF-1 CNF-2 asks its parties for terms that all accept', () => {
    expect(said(conflict(), 'opened', { by: 'carl' }, true)).toEqual([[parties, 'acceptance', deadline]]);
    expect(said(conflict(), 'terms-put', { by: 'carl', n: 1 }, true)).toEqual([
      [{ members: ['dora', 'emil'] }, 'acceptance', deadline],
      [mediators, 'but carl'],
    ]);
    expect(said(conflict(), 'terms-accepted', { by: 'dora', n: 1 }, true)).toEqual([
      [parties, 'but dora'],
      [mediators, 'but dora'],
    ]);
  });

  it('CNF-3 CNF-5 tells every party and the next body: mediators, then electors, then the guardian', () => {
    expect(said(conflict(), 'mediation-opened', {}, true)).toEqual([
      [parties, 'acceptance', deadline],
      [mediators, 'acceptance', deadline],
    ]);
    expect(said(conflict(), 'arbitration-opened')).toEqual([[electors, 'preferences', deadline], [parties]]);
    expect(said(conflict(), 'vote-opened')).toEqual([[electors, 'ballot', deadline], [parties]]);
    expect(said(conflict({ guardian: 'anna' }), 'guardian-resolution-opened')).toEqual([
      [{ members: ['anna'] }, 'resolution', deadline],
      [parties],
      [electors],
    ]);
    expect(said(conflict(), 'appeal-opened')).toEqual([[parties], [electors]]);
  });

  it('CNF-1 no longer tells who was dropped', () => {
    expect(said(conflict({ dropped: ['dora'] }), 'party-dropped', { member: 'dora' }, true)).toEqual([
      [{ members: ['carl', 'emil'] }],
      [mediators],
    ]);
  });

  it('AUT-2 that ends in its room tells those in it, one that ends before the council the council', () => {
    expect(said(conflict(), 'ended', {}, true)).toEqual([[parties], [mediators]]);
    expect(said(conflict(), 'ended')).toEqual([[parties], [electors]]);
  });

  const kinds = [
    ...[
      'opened',
      'terms-put',
      'terms-accepted',
      'impasse',
      'party-dropped',
      'mediation-opened',
      'vote-opened',
    ],
    ...[
      'mediation-passed-over',
      'arbitration-opened',
      'guardian-resolution-opened',
      'appeal-opened',
      'ended',
    ],
    ...['appealed', 'appeal-ended', 'guardian-resolved', 'remanded-to'],
  ] as const;
  it.prop([fc.constantFrom(...kinds)])('AUT-2 of a room nobody hears but parties and mediators', (kind) => {
    const process = conflict({ guardian: 'anna' });
    const said = noticesOf(happened(process, kind, { facts: {}, room: true })).map(({ to }) => to);
    for (const to of said) expect('members' in to || to).toEqual('members' in to ? true : mediators);
  });
});

describe('an appeal', () => {
  it('APP-1 APP-2 asks the guardian for a ruling, and tells both of its end', () => {
    expect(said(appeal(), 'lodged')).toEqual([
      [{ members: ['anna'] }, 'ruling', '2026-03-09T09:00:00.000Z'],
      [{ members: ['dora'] }],
    ]);
    expect(said(appeal({ guardian: null }), 'lodged')).toEqual([[{ members: ['dora'] }]]);
    expect(said(appeal(), 'ended')).toEqual([[{ members: ['dora', 'anna'] }]]);
    expect(said(appeal(), 'continuation-of')).toEqual([]);
  });
});

describe('what a notice says', () => {
  it('AUT-2 are the figures and names of its entry, neither its texts nor its lists', () => {
    const facts = {
      round: 2,
      closes,
      by: null,
      text: 'Terms.',
      tally: { for: 1 },
      delegators: ['a'],
      due: { a: 1 },
    };
    expect(smallFacts(facts)).toEqual({ round: 2, closes, by: null });
  });

  it('AUT-2 are what tells one entry from another of its kind: which round, vote or version, whose, until when, and by which rule', () => {
    const figures = { round: 1, vote: 2, version: 3, veto: 4, n: 5, replaces: 6 };
    const instants = { closes, until: closes, due: closes, mark: closes };
    const members = { by: 'anna', guardian: 'anna', who: 'ben', from: 'carl', to: 'dora' };
    const processes = { id: 'p1', step: 'ranking', outcome: 'executed', decided: 'arbitrated', chosen: 'r1' };
    const matters = { matter: 'time', principle: 'exit', requirement: 'consent', duty: 'report' };
    const reasons = { rule: 'PRO-9', action: 'task', because: 'vacant' };
    const small = { ...figures, ...instants, ...members, ...processes, ...matters, ...reasons };
    const words = { text: 'Well.', reason: 'So.', statement: 'Mine.', evidence: 'Seen.' };
    expect(smallFacts({ ...small, ...words })).toEqual(small);
  });
});
