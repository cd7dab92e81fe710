/** Where a charter contradicts itself: its parts are well formed and do not fit together (CHA-2). */
import { categoryContradictions } from './categories.ts';
import { milliseconds } from '../text/duration.ts';
import type { Finding } from '../faults/fault.ts';
import { placeOf, valueAt } from '../text/places.ts';
import { lazyWindow } from './adoption.ts';
import { alternatives } from './alternatives.ts';
import { extension } from './extension.ts';
import { interests } from './interests.ts';
import { guardian } from './guardian.ts';
import { lengthOf } from './lengths.ts';
import { entries, readable, type ReadableCharter, tierNumber } from './readable.ts';
import { restorative } from './restorative.ts';
import { seats } from './seats.ts';
import { parts } from './parts.ts';
import { minorities, rejections } from './thresholds.ts';
import { familyMilestones, leastKeyNotice } from '../choices.ts';
import { durationPlaces } from '../windows.ts';

/** A hundred years in milliseconds: every instant that a window leads to stays one that a date can hold. */
const longest = milliseconds('100 years', 1);

/** An hour in milliseconds: in less, people cannot answer, and a stage would be there in name only. */
const shortest = milliseconds('1h', 1);

/** A minute in milliseconds: danger does not wait for an hour (SUP-2, SUP-4, ALM-3, ALM-4). */
const shortestInDanger = milliseconds('1m', 1);
const inDanger: readonly unknown[] = ['support', 'alarms'];

/**
 * Everything in which a document contradicts itself.
 * @param document as written, with the default charter's sections where it has none of its own
 * @param misshapen what the schema found wrong; nothing is concluded from what stands there
 */
export function findContradictions(document: unknown, misshapen: readonly Finding[]): readonly Finding[] {
  const view = readable(document, misshapen);
  return view === null ? [] : checks.flatMap((check) => check(view));
}

const checks: readonly ((view: ReadableCharter) => readonly Finding[])[] = [
  maturity,
  offline,
  guardian,
  vetoes,
  emergency,
  tiers,
  minorities,
  rejections,
  seats,
  parts,
  extension,
  alternatives,
  interests,
  lazyWindow,
  escalation,
  categoryContradictions,
  principles,
  lengths,
  keys,
  restorative,
];

/** The council is the older of the two (MEM-1); and no family grants the milestone of its members (TIE-5). */
function maturity({ charter }: ReadableCharter): readonly Finding[] {
  const { milestones, family, council } = charter.maturity ?? {};
  const findings: Finding[] = [];
  if (family?.age !== undefined && council?.age !== undefined && council.age < family.age) {
    findings.push({
      place: ['maturity', 'council', 'age'],
      message: 'is below the age of family maturity',
      facts: { council: council.age, family: family.age },
    });
  }
  const granted = milestones ?? familyMilestones;
  if (council?.milestone !== undefined && granted.includes(council.milestone)) {
    findings.push({
      place: ['maturity', 'council', 'milestone'],
      message: 'is one that a family may grant, so that a family would choose who is in the council',
      facts: { milestone: council.milestone, milestones: granted },
    });
  }
  return findings;
}

/** Who comes back has their time within the longer window (MEM-4). */
function offline({ charter }: ReadableCharter): readonly Finding[] {
  const wait = lengthOf(charter, charter.offline?.wait);
  const onReturn = lengthOf(charter, charter.offline?.onReturn);
  if (wait === null || onReturn === null || onReturn <= wait) return [];
  return [
    {
      place: ['offline', 'onReturn'],
      message: 'is longer than the wait it lies in',
      facts: { onReturn: charter.offline?.onReturn, wait: charter.offline?.wait },
    },
  ];
}

/** A contested veto opens a proposal in `veto-question` (VET-2). */
function vetoes({ charter, isOff }: ReadableCharter): readonly Finding[] {
  return isOff('vetoes') ? [] : requireCouncilCategory(charter, 'veto-question', 'contested veto');
}

/** A missed report opens a proposal in `emergency-removal` (EMG-3); and what is due first is asked for first (EMG-4). */
function emergency({ charter, isOff }: ReadableCharter): readonly Finding[] {
  if (isOff('emergency')) return [];
  const findings = [...requireCouncilCategory(charter, 'emergency-removal', 'breach of an emergency')];
  const actions = charter.categories?.['emergency-removal']?.actions;
  if (actions && !actions.includes(undefined) && !actions.includes('leadership.take')) {
    findings.push({
      place: ['categories', 'emergency-removal', 'actions'],
      message: 'lacks the action that emergencies need',
      facts: { lacks: 'leadership.take' },
    });
  }
  const report = lengthOf(charter, charter.emergency?.report);
  const justify = lengthOf(charter, charter.emergency?.justify);
  if (report !== null && justify !== null && justify < report) {
    findings.push({
      place: ['emergency', 'justify'],
      message: 'is due before the report',
      facts: { report: charter.emergency?.report, justify: charter.emergency?.justify },
    });
  }
  return findings;
}

function requireCouncilCategory(
  charter: ReadableCharter['charter'],
  name: string,
  cause: string,
): readonly Finding[] {
  if (charter.categories === undefined) return [];
  const place = ['categories', name];
  if (!Object.hasOwn(charter.categories, name)) {
    return [{ place, message: `is missing, and a ${cause} opens a proposal in it` }];
  }
  const tier = tierNumber(charter, charter.categories[name]?.tier);
  return tier === undefined || tier === 3
    ? []
    : [
        {
          place: [...place, 'tier'],
          message: `is not the council's, and a ${cause} asks the council`,
          facts: { tier },
        },
      ];
}

/** Where others decide, there is a threshold; where the author alone decides, nothing to count (TIE-1, TIE-4). */
function tiers({ charter, isOff }: ReadableCharter): readonly Finding[] {
  return entries(charter.tiers).flatMap(([name, { tier }]) => {
    if (tier === undefined) return [];
    const place = ['tiers', name];
    if (tier > 1) {
      return isOff(...place, 'threshold')
        ? [
            {
              place: [...place, 'threshold'],
              message: 'is missing, and others than the author decide',
              facts: { tier },
            },
          ]
        : [];
    }
    return ['threshold', 'quorum']
      .filter((part) => !isOff(...place, part))
      .map((part) => ({
        place: [...place, part],
        message: 'counts votes where the author alone decides',
        facts: { tier },
      }));
  });
}

/** A family decision escalates to the council, so there is one (TIE-3). */
function escalation({ charter, isOff }: ReadableCharter): readonly Finding[] {
  const council = Object.values(charter.tiers ?? {}).some(
    (tier) => tier?.tier === undefined || tier.tier === 3,
  );
  const families = familyCategories(charter);
  if (council || families.length === 0 || (isOff('escalation') && isOff('deadlock'))) return [];
  return [
    {
      place: ['tiers'],
      message: 'has no tier 3, and decisions of a family escalate to it',
      facts: { categories: families.map(([name]) => name) },
    },
  ];
}

/** A principle is named by its id and guards what is there (CHA-5). */
function principles({ charter, exists }: ReadableCharter): readonly Finding[] {
  const ids = (charter.principles ?? []).map((principle) => principle?.id);
  return (charter.principles ?? []).flatMap((principle, index) => {
    const repeated = principle?.id !== undefined && ids.indexOf(principle.id) < index;
    const place = ['principles', index];
    return [
      ...(repeated
        ? [{ place: [...place, 'id'], message: 'is another principle’s', facts: { id: principle.id } }]
        : []),
      ...(principle?.paths ?? []).flatMap((path, at) =>
        path === undefined || exists(placeOf(path))
          ? []
          : [
              {
                place: [...place, 'paths', at],
                message: 'points at nothing in the charter',
                facts: { path },
              },
            ],
      ),
    ];
  });
}

/** No window is over before people can answer, before any pace, and none leads out of the calendar. */
function lengths({ charter }: ReadableCharter): readonly Finding[] {
  return durationPlaces(charter).flatMap((place) => {
    const text = valueAt(charter, place);
    const length = lengthOf(charter, typeof text === 'string' ? text : undefined);
    const least = inDanger.includes(place[0]) ? shortestInDanger : shortest;
    if (length === null || (length >= least && length <= longest)) return [];
    const tooShort = `is shorter than ${least === shortest ? 'an hour' : 'a minute'}`;
    const message = length < least ? tooShort : 'is longer than a hundred years';
    return [{ place, message, facts: { found: text } }];
  });
}

/** Who is away for some days can still stop what the registrar changes (MEM-6). */
function keys({ charter }: ReadableCharter): readonly Finding[] {
  const notice = lengthOf(charter, charter.keys?.notice);
  if (notice === null || notice >= leastKeyNotice) return [];
  return [
    {
      place: ['keys', 'notice'],
      message: 'is shorter than 72 hours, in which a member can still stop a change of their keys',
      facts: { found: charter.keys?.notice },
    },
  ];
}

function familyCategories(charter: ReadableCharter['charter']) {
  return entries(charter.categories).filter(([, category]) => tierNumber(charter, category.tier) === 2);
}
