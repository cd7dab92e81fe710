/** The council under faults: twelve members, and Protocol 6 with windows that last one to three seconds at the pace of the run. */
import { readFile } from 'node:fs/promises';
import { defaultCharterFile, describeFaults, parseCharter } from '../../charter/load.ts';

/** A day takes a second. */
export const pace = 86_400;

/** The guardian sits in every room and may read everything. */
export const guardian = 'ct';
export const operator = 'aria';
export const steward = 'lena';
export const leaders = ['opus', 'mira'] as const;

const member = (id: string, more: object = {}) => ({
  id,
  name: id,
  kind: 'person',
  bornAt: '1990-01-01T00:00:00.000Z',
  ...more,
});

export const families = { alder: ['opus', 'jonas', 'nils'], birch: ['mira', 'lena', 'kite'] } as const;
export type FamilyName = keyof typeof families;

/** What is allocated: there is always enough of it. */
export const resource = 'compute';

export const council = [
  'aria',
  'ct',
  'jonas',
  'kite',
  'lena',
  'mira',
  'nils',
  'opus',
  'tariq',
  'vera',
] as const;
/** Who has no office, and so may be accused or quarrel. */
export const plain = ['jonas', 'kite', 'nils', 'tariq', 'vera'] as const;

/** The file of members: families of three, two leaders, and one who is offline from the beginning (MEM-4). */
export const membersFile = {
  families: [
    { id: 'alder', name: 'Alder' },
    { id: 'birch', name: 'Birch' },
  ],
  members: [
    member('aria', { roles: ['registrar', 'operator'] }),
    member('ct', { roles: ['guardian'] }),
    member('jonas', { family: 'alder' }),
    member('kite', { family: 'birch' }),
    member('lena', { family: 'birch', roles: ['resource-steward'] }),
    member('mira', { family: 'birch', roles: ['leadership'] }),
    member('nils', { family: 'alder' }),
    member('opus', { family: 'alder', roles: ['leadership'] }),
    member('sol', { status: 'offline' }),
    member('tariq'),
    member('vera'),
    member('wren', { bornAt: '2025-11-02T06:15:00Z' }),
  ],
  resources: [{ id: resource, unit: 'unit', total: null }],
};

/** What is otherwise than in Protocol 6: stages short enough that twenty decisions end within half a minute. */
const otherwise: readonly (readonly [string, string])[] = [
  ['drafts: { lapse: 30 days }', 'drafts: { lapse: 5 days }'],
  ['review: 72h', 'review: 36h'],
  ['rounds: 3', 'rounds: 2'],
  ['round: 24h', 'round: 36h'],
  ['voting: { window: 72h, extensions: 1 }', 'voting: { window: 48h, extensions: 1 }'],
  ['gates: 1 week', 'gates: 72h'],
  ['hearing: 72h', 'hearing: 60h'],
  ['window: 24h\n  contest: 24h', 'window: 36h\n  contest: 36h'],
  ['deferral: 1 week', 'deferral: 36h'],
  ['answer: 1 week', 'answer: 48h'],
  ['appeals: { window: 72h }', 'appeals: { window: 36h }'],
  ['report: 1 wake', 'report: 2 wakes'],
  ['negotiation: 24h', 'negotiation: 36h'],
  ['mediation: 48h', 'mediation: 36h'],
  ['ranking: 3 days, voting: 4 days', 'ranking: 48h, voting: 48h'],
  ['delay: 30 days', 'delay: 36h'],
];

/** The charter as a text; throws where Protocol 6 does not say any more what is changed in it. */
export async function charterText(): Promise<string> {
  const text = otherwise.reduce(
    (charter, [from, to]) => {
      if (!charter.includes(from)) throw new Error(`Protocol 6 does not say “${from}” any more`);
      return charter.replaceAll(from, to);
    },
    await readFile(defaultCharterFile, 'utf8'),
  );
  const loaded = parseCharter(text);
  if ('faults' in loaded) throw new Error(describeFaults(loaded.faults));
  return text;
}
