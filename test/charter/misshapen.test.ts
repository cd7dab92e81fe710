/** Parts of a charter that cannot be what they are: shares, durations, names, unknown and missing fields (CHA-2). */
import { expect, it } from 'vitest';
import { amended, faultsOf } from './documents.ts';

const share = (num: unknown, den: unknown) => ({ num, den });
const above = 'is a share above 1';
const zero = 'must be longer than nothing: null or 0 rounds switch a stage off';
const notation = 'must be a duration in ms notation or wakes, such as "24h" or "1 week"';

type Row = [what: string, changes: Record<string, unknown>, faults: string[]];

const shares: Row[] = [
  [
    'a tier’s threshold above 1',
    { '/tiers/council/threshold': share(4, 3) },
    [`/tiers/council/threshold: ${above}`],
  ],
  [
    'a category’s threshold above 1',
    { '/categories/operations/threshold': share(3, 2) },
    [`/categories/operations/threshold: ${above}`],
  ],
  ['a quorum above 1', { '/tiers/family/quorum': share(2, 1) }, [`/tiers/family/quorum: ${above}`]],
  [
    'a share of nobody who asks',
    { '/categoryRequests/num': 0 },
    ['/categoryRequests: is a share of 0, which nobody is enough for'],
  ],
  ['a share with denominator 0', { '/escalation': share(0, 0) }, ['/escalation/den: is too low']],
  ['a negative numerator', { '/vetoes/lift': share(-1, 3) }, ['/vetoes/lift/num: is too low']],
  ['a cap below 0', { '/delegation/cap/num': -1 }, ['/delegation/cap/num: is too low']],
  ['a cap above 1', { '/delegation/cap/num': 5 }, [`/delegation/cap: ${above}`]],
  [
    'a share that is no whole number',
    { '/mandates/callBack': share(0.5, 2) },
    ['/mandates/callBack/num: must be a whole number'],
  ],
  [
    'a share that is a text',
    { '/offline/answered': share('1', 2) },
    ['/offline/answered/num: must be a whole number'],
  ],
  [
    'a share beyond exact integers',
    { '/offline/answered': share(1, 2 ** 53) },
    ['/offline/answered/den: is too high'],
  ],
  [
    'a threshold of 0',
    { '/categories/resources/threshold': share(0, 1) },
    [
      '/categories/resources/threshold: is not more than half',
      '/deadlock/rejectWhenAgainst: rejects what reaches a threshold at once',
    ],
  ],
  [
    'a threshold of more than all',
    { '/categories/resources/threshold': { num: 2, den: 2, strict: true } },
    ['/categories/resources/threshold: is a threshold of more than all, never reached'],
  ],
  [
    'a threshold in other words',
    { '/categories/resources/threshold': 'everyone' },
    ['/categories/resources/threshold: must be a share, such as {num: 2, den: 3}, or the word unanimous'],
  ],
  [
    'a threshold of an unknown base',
    { '/categories/resources/threshold': { num: 2, den: 3, of: 'members' } },
    ['/categories/resources/threshold/of: is none of what it may be'],
  ],
  [
    'a call-back by nobody',
    { '/mandates/callBack': share(0, 4) },
    ['/mandates/callBack: is a share of 0, which nobody is enough for'],
  ],
  [
    'a deadlock path that nothing reaches',
    { '/deadlock/rejectWhenAgainst': share(0, 1) },
    ['/deadlock/rejectWhenAgainst: rejects every vote that misses its threshold: then deadlock is null'],
  ],
  [
    'an override threshold above 1',
    { '/emergency/override/threshold': share(5, 4) },
    [`/emergency/override/threshold: ${above}`],
  ],
  [
    'a ratification quorum above 1',
    { '/emergency/ratification/quorum': share(5, 4) },
    [`/emergency/ratification/quorum: ${above}`],
  ],
  [
    'an arbitration threshold above 1',
    { '/conflicts/arbitration/threshold': share(5, 4) },
    [`/conflicts/arbitration/threshold: ${above}`],
  ],
];

const windows: Row[] = [
  ['a window of zero', { '/review': '0h' }, [`/review: ${zero}`]],
  ['a negative window', { '/voting/window': '-72h' }, [`/voting/window: ${zero}`]],
  ['no wakes', { '/emergency/report': '0 wakes' }, [`/emergency/report: ${zero}`]],
  ['a delay of zero', { '/categories/resources/delay': '0 days' }, [`/categories/resources/delay: ${zero}`]],
  ['a number without a unit', { '/gates': '24' }, [`/gates: ${notation}`]],
  ['a number', { '/gates': 24 }, ['/gates: must be a text']],
  ['a sentence', { '/hearing': 'three days or so' }, [`/hearing: ${notation}`]],
  ['half a wake', { '/emergency/justify': '1.5 wakes' }, [`/emergency/justify: ${notation}`]],
  [
    'a wake in wakes',
    { '/wake': '2 wakes' },
    ['/wake: must be a duration in ms notation, such as "24h" or "1 week"'],
  ],
  [
    'a window of more than a hundred years',
    { '/drafts/lapse': '36526 days' },
    ['/drafts/lapse: is longer than a hundred years'],
  ],
  [
    'wakes of more than a hundred years',
    { '/mandates/longest': '36526 wakes' },
    ['/mandates/longest: is longer than a hundred years'],
  ],
  [
    'a return longer than its wait',
    { '/offline/onReturn': '8 days' },
    ['/offline/onReturn: is longer than the wait it lies in'],
  ],
  [
    'a justification due before the report',
    { '/emergency/report': '4 wakes' },
    ['/emergency/justify: is due before the report'],
  ],
];

const shape: Row[] = [
  ['an unknown section', { '/ballots': {} }, ['/ballots: is no field of the document']],
  [
    'an unknown field',
    { '/voting/windows': '72h' },
    ['/voting/windows: is no field of the document; the nearest is window, such as 24h'],
  ],
  [
    'a missing section',
    { '/voting': undefined },
    ['/voting: is missing', '/principles/3/paths/0: points at nothing in the charter'],
  ],
  [
    'a section that is a text',
    { '/voting': 'yes' },
    ['/voting: must be an object, such as {window: 24h, extensions: 1}'],
  ],
  [
    'a category called __proto__',
    { '/categories/__proto__': { tier: 'council', actions: ['none'] } },
    ['/categories/__proto__: is a name that every object already has'],
  ],
  [
    'a tier called __proto__',
    { '/tiers/__proto__': { tier: 1 } },
    ['/tiers/__proto__: is a name that every object already has'],
  ],
  [
    'a field called __proto__',
    { '/voting/__proto__': {} },
    ['/voting/__proto__: is no field of the document'],
  ],
  [
    'a category called constructor',
    { '/categories/constructor': { tier: 'council', actions: ['none'] } },
    ['/categories/constructor: is a name that every object already has'],
  ],
  [
    'a category with a slash in its name',
    { '/categories/a~1b': { tier: 'council', actions: ['none'] } },
    [
      '/categories/a~1b: must be 1 to 64 lower-case letters, digits, hyphens, underscores or dots, the first a letter or digit',
    ],
  ],
  [
    'a name with U+0000',
    { '/name': 'a\0b' },
    ['/name: must have no control characters but tab and line feed'],
  ],
  ['a name with a lone surrogate', { '/name': 'a\ud800b' }, ['/name: must have no lone surrogate']],
  ['a blank name', { '/name': '\u200b ' }, ['/name: must not be blank']],
  ['a name on two lines', { '/name': 'a\nb' }, ['/name: must be one line, without tabs']],
  [
    'a principle that reorders its words',
    { '/principles/0/text': 'a\u202eb' },
    ['/principles/0/text: must have no characters that reorder text'],
  ],
];

it.each([...shares, ...windows, ...shape])(
  'CHA-2 refuses a charter for %s, and for nothing else',
  (_what, changes, faults) => {
    expect(faultsOf(amended(changes))).toEqual(faults);
  },
);
