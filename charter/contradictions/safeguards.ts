/** What a category of a certain name, or with a certain power, cannot be without (CHA-2, REP-1, JUS-1, VET-2, VET-3). */
import type { Finding } from '../faults/fault.ts';
import type { Gate } from '../choices.ts';
import type { Case } from './readable.ts';
import { classes } from './powers.ts';

/** Every safeguard that a category lacks. */
export function safeguards(examined: Case): readonly Finding[] {
  return [gates, hearingAndAppeal, approval, question].flatMap((check) => check(examined));
}

/** A safeguard that is missing, or said to be off; what cannot be read is neither. */
function isWithout({ place, category, view }: Case, part: 'hearing' | 'appeal' | 'approval'): boolean {
  return category[part] === false || view.isOff(...place, part);
}

const allGates: readonly Gate[] = ['parents', 'resources', 'diversity'];

/** Nobody is born into the council without consent, resources and diversity (REP-1). */
function gates({ name, place, category, view }: Case): readonly Finding[] {
  if (name !== 'reproduction') return [];
  const asked = view.isOff(...place, 'gates') ? [] : category.gates;
  if (asked === undefined || asked.includes(undefined)) return [];
  const lacks = allGates.filter((gate) => !asked.includes(gate));
  return lacks.length === 0
    ? []
    : [{ place: [...place, 'gates'], message: 'lacks what nobody is brought in without', facts: { lacks } }];
}

/** Nobody is judged or released unheard and without an appeal, whatever the category is called (JUS-1, APP-1). */
function hearingAndAppeal(examined: Case): readonly Finding[] {
  const { name, place, category } = examined;
  if (name !== 'justice' && !(category.actions ?? []).includes('member.release')) return [];
  return (['hearing', 'appeal'] as const)
    .filter((part) => isWithout(examined, part))
    .map((part) => ({
      place: [...place, part],
      message: 'is not true, and nobody is judged or released without it',
    }));
}

/** Where there is a guardian, constitutional change has their approval, and is not theirs to adopt (AMD-2, DEA-2). */
function approval(examined: Case): readonly Finding[] {
  const { name, place, category, view } = examined;
  if (!classes.includes(name) || view.isOff('guardian')) return [];
  const vetoes = view.charter.guardian?.scope === 'amendments';
  const mayResolve = category.guardianMayResolve === true || view.isOff(...place, 'guardianMayResolve');
  return [
    ...(!vetoes && isWithout(examined, 'approval')
      ? [{ place: [...place, 'approval'], message: 'is not true, and the charter has a guardian' }]
      : []),
    ...(mayResolve
      ? [
          {
            place: [...place, 'guardianMayResolve'],
            message: 'is not false, and the guardian would adopt what they are to approve',
          },
        ]
      : []),
  ];
}

/** A contested veto asks one thing, and `vetoes.lift` says how many it takes (VET-2). */
function question({ name, place, category, view }: Case): readonly Finding[] {
  if (name !== 'veto-question') return [];
  const actions = (category.actions ?? []).flatMap((action, index) =>
    action === undefined || action === 'none'
      ? []
      : [
          {
            place: [...place, 'actions', index],
            message: 'is an action, and the question of a veto carries none',
            facts: { action, allowed: ['none'] },
          },
        ],
  );
  return view.isOff(...place, 'threshold')
    ? actions
    : [
        ...actions,
        {
          place: [...place, 'threshold'],
          message: 'is said by /vetoes/lift alone',
          facts: { lift: view.charter.vetoes?.lift ?? null },
        },
      ];
}
