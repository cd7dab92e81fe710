/** Whom what happens in a proposal concerns, beyond its ordinary way: endorsers, requests, another guardian, delegations, and what nobody is told of. */
import { describe, expect, it } from 'vitest';
import type { ProposalEntry } from '../../rules/proposal/entries.ts';
import { proposalNotices } from '../../rules/proposal/notices.ts';
import type { ProposalState, Requirement, Veto } from '../../rules/proposal/state.ts';
import { proposalState } from '../support/states.ts';

const closes = '2026-03-05T09:00:00.000Z';
const { id } = proposalState();
const electors = { electorate: id };
const author = { members: ['carl'] };
const named = { named: id };

const notices = (kind: ProposalEntry['kind'], facts: object, state: Partial<ProposalState>) =>
  proposalNotices(proposalState({ deadline: closes, ...state }), {
    at: closes,
    kind,
    facts,
  } as unknown as ProposalEntry);

/** What each audience is told: the act that it owes and until when, or that it is just to know. */
const told = (kind: ProposalEntry['kind'], facts: object = {}, state: Partial<ProposalState> = {}) =>
  notices(kind, facts, state).map(({ to, owes, due, but }) =>
    owes === null ? (but === null ? [to] : [to, `but ${but}`]) : [to, owes, due],
  );

describe('before it counts', () => {
  it('PRO-1 a draft whose start was refused is its author’s to submit, until it lapses', () => {
    expect(told('start-refused')).toEqual([[author, 'submission', closes]]);
  });

  it('PRO-2 electors hear that endorsers are sought, and once there are enough whoever it is about, with what they must meet', () => {
    expect(told('endorsement-opened')).toEqual([[electors], [author]]);
    const hearing = {
      what: 'hearing',
      who: 'emil',
      version: 1,
      asked: closes,
      until: closes,
      closed: null,
    } as const;
    expect(told('endorsed', {}, { accused: 'emil', requirements: [hearing] })).toEqual([
      [{ members: ['emil'] }, 'hearing', closes],
      [{ members: ['carl', 'emil'] }],
    ]);
  });

  it('GUA-2 as the electors are counted, whoever is recused hears of it, where interests are asked for', () => {
    const facts = { recused: ['dora', 'emil'] };
    expect(told('electors-counted', facts, { interests: 'ask' })).toEqual([[{ members: ['dora', 'emil'] }]]);
    expect(told('electors-counted', facts)).toEqual([]);
  });
});

describe('while it is open', () => {
  it('PRO-6 of another text all hear but who put it; whom it names, once it is in force', () => {
    const all = [
      [electors, 'but carl'],
      [author, 'but carl'],
    ];
    expect(told('corrected', { by: 'carl' })).toEqual([...all, [named, 'but carl']]);
    expect(told('amendment-put', { by: 'carl' })).toEqual(all);
    const consent = { what: 'consent', who: 'dora', version: 2, asked: closes, until: closes, closed: null };
    expect(
      told('amendment-put', { by: 'carl' }, { requirements: [consent as Requirement] }),
      'who must meet it is asked anew',
    ).toEqual([[{ members: ['dora'] }, 'consents', closes], ...all]);
  });

  it('TIE-6 of a request for another category hears whom it would punish, elector or not', () => {
    const facts = { category: 'justice', punishes: 'zoe' };
    expect(told('category-requested', facts)).toEqual([[electors], [author], [{ members: ['zoe'] }]]);
    expect(told('ended', { punishes: 'zoe' })).toEqual([
      [electors],
      [author],
      [named],
      [{ members: ['zoe'] }],
    ]);
  });

  it.each(['objected', 'no-punishment'] as const)('VET-1 TIE-6 of %s all hear but who said it', (kind) => {
    expect(told(kind, { by: 'dora' })).toEqual([
      [electors, 'but dora'],
      [author, 'but dora'],
    ]);
  });

  it('VET-2 whoever raised something hears that it stands, or lapsed with its text', () => {
    const vetoes = [{ by: 'dora' }, { by: 'emil' }] as unknown as Veto[];
    for (const kind of ['veto-stands', 'veto-lapsed'] as const)
      expect(told(kind, {}, { vetoes })).toEqual([[{ members: ['carl', 'dora', 'emil'] }]]);
  });

  it('VET-2 nobody is asked for a ballot who raised all that a question asks about', () => {
    const matter = (name: string, ...without: readonly string[]) => ({
      matter: name,
      named: without,
      without,
      lifted: null,
    });
    const asks = {
      matters: [matter('personal.time', 'dora', 'emil'), matter('personal.works', 'emil', 'fay')],
      recused: [],
    } as unknown as ProposalState['asks'];
    expect(told('voting-opened', {}, { asks })[0]).toEqual([
      { electorate: id, but: ['emil'] },
      'ballot',
      closes,
    ]);
  });

  it.each(['requirement-refused', 'requirement-timed-out'] as const)(
    'PRO-11 REP-1 of %s hear its author and whose it was',
    (kind) => {
      expect(told(kind, { who: 'dora' })).toEqual([[{ members: ['carl', 'dora'] }]]);
    },
  );

  it('JUS-1 who is named to speak for the accused after the hearing, or for a victim’s, is told and owes nothing', () => {
    const heard = (who: string, closed: { at: string; how: 'met' } | null) =>
      told(
        'representative-named',
        { representative: 'ben' },
        {
          accused: 'emil',
          requirements: [{ what: 'hearing', who, version: 1, asked: closes, until: closes, closed }],
        },
      );
    expect(heard('emil', { at: closes, how: 'met' })).toEqual([[{ members: ['ben'] }]]);
    expect(heard('fay', null)).toEqual([[{ members: ['ben'] }]]);
    const consent = {
      what: 'consent',
      who: 'emil',
      version: 1,
      asked: closes,
      until: closes,
      closed: null,
    } as const;
    expect(
      told('representative-named', { representative: 'ben' }, { accused: 'emil', requirements: [consent] }),
    ).toEqual([[{ members: ['ben'] }]]);
  });
});

describe('another who holds the guardian’s office', () => {
  const changed = (state: Partial<ProposalState>) =>
    told('guardian-changed', { from: 'anna', to: 'gus' }, { guardian: 'gus', ...state });
  const before = [{ members: ['anna'] }];

  it('AUT-1 GUA-1 owes the resolution or the approval that is asked for, and who held it hears', () => {
    expect(changed({ stage: 'guardian-resolution' })).toEqual([
      [{ members: ['gus'] }, 'resolution', closes],
      before,
    ]);
    expect(changed({ stage: 'guardian-approval' })).toEqual([
      [{ members: ['gus'] }, 'approval', closes],
      before,
    ]);
  });

  it('AMD-2 in the delay an approval that is owed still is owed by whoever it is asked of; without one nothing is', () => {
    expect(changed({ stage: 'delay', approver: 'hana' })).toEqual([
      [{ members: ['hana'] }, 'approval', closes],
      before,
    ]);
    expect(changed({ stage: 'delay' })).toEqual([[{ members: ['gus'] }], before]);
  });
});

describe('delegations', () => {
  it('DEL-5 representatives who have disclosed nothing owe it until the close', () => {
    expect(told('disclosures-owed', { representatives: ['dora', 'emil'] })).toEqual([
      [{ members: ['dora', 'emil'] }, 'disclosures', closes],
    ]);
  });

  it('DEL-5 a disclosed conflict reaches its delegators though they have muted the decision; a lost vote is theirs to cast', () => {
    const facts = { delegators: ['dora'] };
    expect(notices('conflict-disclosed', facts, {})).toMatchObject([{ insists: true }]);
    expect(notices('votes-not-carried', facts, {})[0]).not.toHaveProperty('insists');
  });
});

describe('whom it is about', () => {
  it.each([
    'guardian-resolved',
    'guardian-answered',
    'approval-vacant',
    'approval-assumed',
    'approval-passed-over',
    'appeal-ended',
    'task-confirmed',
    'retried-by',
  ] as const)('PRO-9 hears of %s', (kind) => {
    expect(told(kind, {}, { accused: 'emil', victims: ['fay'] })).toEqual([
      [{ members: ['carl', 'emil', 'fay'] }],
    ]);
  });

  it('APP-1 hears of an appeal, but who lodged it', () => {
    expect(told('appealed', { by: 'emil' }, { accused: 'emil' })).toEqual([
      [{ members: ['carl', 'emil'] }, 'but emil'],
    ]);
  });

  it.each([
    'questioned-by',
    'escalation-lowered',
    'call-back-lowered',
    'charter-amended',
    'called-back-to',
    'remanded-to',
  ] as const)('PRO-13 hears nothing of %s by itself', (kind) => {
    expect(told(kind, { id: 'p2' })).toEqual([]);
  });
});
