/** Which acts of proposals their members sign where the charter has all of them signed, and which entry tells of each (AUT-1). */
import type { Facts } from '../refusal.ts';
import { appeals, confirms, type SignedActs, type Says, type TellsOfAct } from '../signing.ts';

const isMatter: Says = (said, { matter }) =>
  said === matter || (typeof matter === 'string' && matter.endsWith(`.${String(said)}`));

const raised: Readonly<Record<string, Says>> = {
  matter: isMatter,
  principle: (said, { matter }) => said === matter,
  matters: (said, facts) =>
    Array.isArray(said) &&
    said.some((one: Facts) => isMatter(one['matter'], facts) && one['reason'] === facts['reason']),
};

const amends: TellsOfAct = { acts: ['amendments'], by: 'by', text: true };

export const signed: SignedActs = {
  telling: {
    amended: amends,
    corrected: amends,
    'amendment-put': amends,
    objected: { acts: ['objection'], by: 'by', says: raised },
    vetoed: { acts: ['veto'], by: 'by', says: raised },
    contested: {
      acts: ['objection/contest', 'veto/contest'],
      by: 'by',
      says: {
        vetoes: (said, { vetoes }) =>
          said === 'all' ||
          (Array.isArray(said) && Array.isArray(vetoes) && vetoes.every((one) => said.includes(one))),
      },
    },
    'guardian-resolved': { acts: ['resolution'], by: 'guardian' },
    'guardian-answered': { acts: ['approval'], by: 'guardian' },
    appealed: appeals,
    'task-confirmed': confirms,
    ended: { acts: ['withdrawal'], by: 'by', when: ({ outcome }) => outcome === 'withdrawn' },
  },
  declared: [
    'endorsements',
    'interests',
    'disclosures',
    'consents',
    'attestations',
    'hearing',
    'representative',
    'escalation',
    'call-backs',
    'category-requests',
    'no-punishment',
    'opt-outs',
  ],
};
