/** Every ending that comes of something else than rounds and votes, as scripts (PRO-9). */
import { matterOf } from '../../ledger/proposal/matter.ts';
import type { Position } from '../../rules/model.ts';
import { all, type Decision, people, type Script } from './decision.ts';
import { ballots, twenty } from './ways.ts';

const day = 86_400_000;
const agreed = { rounds: [{ positions: all<Position>(twenty, 'agree'), after: 2 }] } as const;
const deadlock = { ballots: ballots(10, 8) };

/** Of a family of three; all agree in two hours. */
const family: Script = {
  electors: people(3),
  family: 'ash',
  category: { name: 'family.pooling', tier: 2, tierName: 'family', quorum: { num: 1, den: 2 } },
  rounds: [{ positions: all<Position>(people(3), 'agree'), after: 2 }],
};

const reproduction: Script = {
  electors: twenty,
  category: { name: 'reproduction', gates: ['parents', 'resources', 'diversity'] },
  content: { parents: ['m1', 'm2'], diversity: 'The first who learned to sail.' },
  ...agreed,
};
const met: Script['declared'] = [
  ['consents', 'm1', 1, { consent: true }],
  ['consents', 'm2', 2, { consent: true }],
  ['attestations', 'm9', 3, { resources: 'Enough for three.' }],
  ['attestations', 'm8', 4, { diversity: 'As it is said.' }],
];

/** The accused and the victim are no electors (GUA-2). */
const justice: Script = {
  electors: people(20).slice(2),
  author: null,
  category: { name: 'justice', hearing: true, appeal: true },
  content: { accused: 'm1', victims: ['m2'] },
  recused: ['m2'],
  declared: [
    ['hearing', 'm1', 1, { decline: true }],
    ['hearing', 'm2', 2, { text: 'I only want it mended.' }],
  ],
  rounds: [{ positions: all<Position>(people(20).slice(2), 'agree'), after: 2 }],
};

const assenting = { role: 'guardian', scope: 'constitutional', answer: 7 * day, silence: 'assent' } as const;

const constitutional: Script = {
  electors: twenty,
  category: { name: 'constitutional', actions: ['charter.amend'], approval: true, delay: 30 * day },
  ...agreed,
};
/** It fills the guardian's office. */
const filling: Script = {
  ...constitutional,
  category: { ...constitutional.category, actions: ['member.guardian'] },
  content: { action: { type: 'member.guardian', member: 'm3' } },
};
const objection = { by: 'm5', matter: 'personal.time', hours: 1 } as const;
const contest = { by: 'm6', hours: 2 } as const;
const inFamily = { by: 'm2', hours: 2 } as const;
const mandated: Script = { electors: people(2), mandate: { id: 'mandate-1', council: 20, callBack: 5 } };
const fiveCall: Script['declared'] = people(5).map((member) => ['call-backs', member, 80]);

/** A task of m5; twenty decide, seven of whom are a third. */
const by = '2100-01-01T00:00:00.000Z';
const sweeps = { type: 'task', assignee: 'm5', instructions: 'Sweep.', by } as const;
const punishing: Partial<Script> = {
  content: { impact: { affected: ['m5'], statement: 'Sweeps for a year.' }, action: sweeps },
};
const asking = people(7);
const justicePunishes = { category: 'justice', punishes: 'm5', reason: 'He is to be heard.' };
const wrong = {
  category: 'justice',
  punishes: 'm5',
  needed: 7,
  departed: [],
  before: null,
  asked: 7,
  matter: matterOf({ action: sweeps, text: null }).toString('hex'),
};

/** Every such way, and how it ends. */
export const passages: Record<string, [Script, Decision['record']['outcome']]> = {
  'TIE-1 at once, on its author’s sole authority': [
    { electors: [], category: { name: 'personal.time', tier: 1, threshold: null, quorum: null } },
    'executed',
  ],
  'VET-1 by a family, which nobody vetoed': [family, 'executed'],
  'VET-2 by a family, vetoed and not contested': [
    { ...family, vetoes: [{ by: 'm4', matter: 'personal.time', hours: 3 }] },
    'vetoed',
  ],
  'VET-2 by a family, vetoed, and the council lifted it': [
    {
      ...family,
      vetoes: [{ ...objection, by: 'm3', contest: inFamily, answer: { outcome: 'lifted', hours: 200 } }],
    },
    'executed',
  ],
  'VET-2 by a family, vetoed, and the council upheld it': [
    {
      ...family,
      vetoes: [{ ...objection, by: 'm3', contest: inFamily, answer: { outcome: 'stands', hours: 200 } }],
    },
    'vetoed',
  ],
  'TIE-3 from a family to the council, asked by two thirds': [
    {
      ...family,
      rounds: [],
      declared: [
        ['escalation', 'm1', 1],
        ['escalation', 'm3', 5],
      ],
      interrupted: { hours: 5, outcome: 'escalated', rule: 'TIE-3', facts: { asked: 2, needed: 2 } },
      links: [{ relation: 'escalated-to', id: 'council-1' }],
    },
    'escalated',
  ],
  'TIE-6 in the wrong category, as a third asked': [
    {
      electors: twenty,
      ...punishing,
      declared: asking.map((member, place) => ['category-requests', member, 1 + place, justicePunishes]),
      interrupted: { hours: 7, outcome: 'wrong-category', rule: 'TIE-6', facts: wrong },
    },
    'wrong-category',
  ],
  'TIE-6 adopted, as one less than a third asked': [
    {
      electors: twenty,
      ...punishing,
      ...agreed,
      declared: asking
        .slice(1)
        .map((member, place) => ['category-requests', member, 1 + place, justicePunishes]),
    },
    'executed',
  ],
  'DEA-2 TIE-3 from a family to the council, after the third deadlock': [
    {
      ...family,
      rounds: [],
      votes: Array.from({ length: 3 }, () => ({
        ballots: [
          ['m1', 'for'],
          ['m2', 'against'],
        ] as const,
      })),
      links: [{ relation: 'escalated-to', id: 'council-1' }],
    },
    'escalated',
  ],
  'TIE-3 PRO-12 before the council, out of a family': [
    {
      ...agreed,
      electors: twenty,
      author: null,
      family: 'ash',
      category: { name: 'family.pooling' },
      links: [{ relation: 'escalated-from', id: 'family-1' }],
    },
    'executed',
  ],
  'MEM-3 opened by itself, with nobody to answer': [{ electors: [], author: null }, 'rejected'],
  'REP-1 with every consent and the attestation': [{ ...reproduction, declared: met }, 'executed'],
  'REP-1 PRO-11 by a vote that waited for the last consent': [
    {
      ...reproduction,
      rounds: [],
      declared: [met[0]!, met[2]!, met[3]!, ['consents', 'm2', 150, { consent: true }]],
      votes: [{ ballots: ballots(14, 6) }],
    },
    'executed',
  ],
  'REP-1 refused by a parent': [
    { ...reproduction, declared: [met[0]!, ['consents', 'm2', 30, { consent: false }]] },
    'rejected',
  ],
  'PRO-11 with a gate unmet while its consensus waited': [
    { ...reproduction, declared: met.slice(1) },
    'lapsed',
  ],
  'JUS-1 APP-1 with everyone heard, and no appeal': [justice, 'executed'],
  'JUS-1 with a representative who spoke for the accused, and a victim who was silent': [
    {
      ...justice,
      electors: people(20).slice(1),
      recused: [],
      rounds: [{ positions: all<Position>(people(20).slice(1), 'agree'), after: 2 }],
      declared: [
        ['representative', 'm1', 1, { member: 'm7' }],
        ['hearing', 'm7', 2, { text: 'He was not there.', for: 'm1' }],
      ],
    },
    'executed',
  ],
  'APP-2 upheld by the guardian': [
    { ...justice, appeal: { outcome: 'upheld', reason: 'It stands.' } },
    'executed',
  ],
  'APP-2 upheld by silence': [{ ...justice, appeal: { outcome: 'upheld', reason: null } }, 'executed'],
  'APP-2 overturned': [
    { ...justice, appeal: { outcome: 'overturned', reason: 'Nobody was heard.' } },
    'overturned',
  ],
  'APP-2 remanded': [
    {
      ...justice,
      appeal: { outcome: 'remanded', reason: 'Hear them again.' },
      links: [{ relation: 'remanded-to', id: 'again-1' }],
    },
    'remanded',
  ],
  'VET-3 VET-4 approved, and its delay waited out': [
    {
      ...constitutional,
      approval: { approve: true, reason: 'It is time.' },
      declared: [['opt-outs', 'm12', 100, { reason: 'Not under this.' }]],
    },
    'executed',
  ],
  'VET-3 refused by the guardian': [
    { ...constitutional, approval: { approve: false, reason: 'x'.repeat(3_000) } },
    'refused-by-guardian',
  ],
  'AMD-2 lapsed by the guardian’s silence': [constitutional, 'lapsed'],
  'AMD-2 lapsed at once, as nobody held the office': [{ ...constitutional, approval: 'vacant' }, 'lapsed'],
  'AMD-2 lapsed as the office fell vacant': [{ ...constitutional, approval: 'falls-vacant' }, 'lapsed'],
  'AMD-2 approval passed over, to fill the office': [{ ...filling, approval: 'vacant' }, 'executed'],
  'AMD-2 approval passed over, as the office fell vacant': [
    { ...filling, approval: 'falls-vacant' },
    'executed',
  ],
  'AMD-2 MEM-4 approved in the delay, by who was offline as the week ended': [
    { ...filling, away: 'at-first', approval: { approve: true, reason: 'It is time.' } },
    'executed',
  ],
  'AMD-2 MEM-4 refused in the delay, by who was offline as the week ended': [
    { ...filling, away: 'at-first', approval: { approve: false, reason: 'Not he.' } },
    'refused-by-guardian',
  ],
  'AMD-2 MEM-4 lapsed with the delay, by the silence of who was offline as the week ended': [
    { ...filling, away: 'at-first' },
    'lapsed',
  ],
  'AMD-2 MEM-4 approval passed over, as they were offline to the end of the delay': [
    { ...filling, away: 'to-the-end' },
    'executed',
  ],
  'AMD-2 MEM-2 approval passed over, as they departed in the delay': [
    { ...filling, away: 'departed' },
    'executed',
  ],
  'AMD-2 went on by the guardian’s silence, which is assent': [
    { ...constitutional, charter: { guardian: assenting } },
    'executed',
  ],
  'AMD-2 went on at once, as nobody held the office that can but refuse': [
    { ...constitutional, charter: { guardian: assenting }, approval: 'vacant' },
    'executed',
  ],
  'AMD-2 VET-3 refused by the guardian whose silence is assent': [
    { ...constitutional, charter: { guardian: assenting }, approval: { approve: false, reason: 'Not now.' } },
    'refused-by-guardian',
  ],
  'VET-3 vetoed by the guardian within the delay': [
    {
      ...agreed,
      electors: twenty,
      category: { delay: 2 * day },
      charter: { guardian: { role: 'guardian', scope: 'principles', answer: 7 * day } },
      guardiansVeto: 'exit',
    },
    'vetoed',
  ],
  'VET-3 vetoed by the guardian who has a veto on amendments alone': [
    {
      ...constitutional,
      category: { ...constitutional.category, approval: false },
      content: { action: { type: 'charter.amend', patch: [] } },
      charter: { guardian: { role: 'guardian', scope: 'amendments', answer: 7 * day } },
      guardiansVeto: 'exit',
    },
    'vetoed',
  ],
  'VET-2 objected to, and not contested': [{ electors: twenty, vetoes: [objection] }, 'vetoed'],
  'VET-2 TIE-2 objected to, and the council lifted it before the vote': [
    {
      electors: twenty,
      vetoes: [{ ...objection, matter: 'family', contest, answer: { outcome: 'lifted', hours: 300 } }],
      votes: [{ ballots: ballots(14, 6) }],
    },
    'executed',
  ],
  'VET-2 objected to, and the council upheld it while a consensus waited': [
    {
      ...agreed,
      electors: twenty,
      vetoes: [{ ...objection, contest, answer: { outcome: 'stands', hours: 300 } }],
    },
    'vetoed',
  ],
  'MAN-1 by the members of a mandate': [
    { ...mandated, rounds: [{ positions: all<Position>(people(2), 'agree'), after: 2 }] },
    'executed',
  ],
  'MAN-2 called back in a round': [
    {
      ...mandated,
      declared: fiveCall,
      interrupted: { hours: 80, outcome: 'escalated', rule: 'MAN-2' },
      links: [{ relation: 'called-back-to', id: 'whole-1' }],
    },
    'escalated',
  ],
  'PRO-9 interrupted in a round, as its workflow was gone': [
    {
      electors: twenty,
      interrupted: {
        hours: 80,
        outcome: 'interrupted',
        rule: 'PRO-9',
        facts: {
          by: 'ben',
          reason: 'It was ended.',
          workflow: 'TERMINATED',
          stage: 'discussion',
          to: 'next',
        },
      },
      links: [{ relation: 'continued-by', id: 'next' }],
    },
    'interrupted',
  ],
  'MAN-2 called back while it is deferred': [
    {
      ...mandated,
      electors: twenty,
      votes: [deadlock, deadlock, { ballots: [] }],
      declared: people(5).map((member) => ['call-backs', member, 500] as const),
      interrupted: { hours: 500, outcome: 'escalated', rule: 'MAN-2' },
      links: [{ relation: 'called-back-to', id: 'whole-1' }],
    },
    'escalated',
  ],
};
