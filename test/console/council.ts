/** The council that the console's tests look at: six members, with windows that let a decision pass in seconds where everybody answers. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultCharterFile } from '../../charter/load.ts';

/** How many times shorter its windows run: an hour takes five seconds, the vote six minutes. */
export const pace = 720;

const members = `families:
  - { id: alder, name: Alder }
  - { id: birch, name: Birch }
members:
  - { id: ct, name: Ct, kind: person, bornAt: 1979-04-02, roles: [guardian] }
  - { id: aria, name: Aria Nakamura, kind: person, bornAt: 1983-02-11, roles: [registrar, operator] }
  - { id: jonas, name: Jonas Weber, kind: person, family: alder, bornAt: 1994-06-30, roles: [leadership] }
  - { id: lena, name: Lena Okafor, kind: person, family: birch, bornAt: 1991-01-15, roles: [resource-steward, supporter] }
  - { id: mira, name: Mira Lindqvist, kind: person, family: birch, bornAt: 1988-11-19, roles: [supporter] }
  - { id: opus, name: Opus, kind: agent, steward: jonas, family: alder, bornAt: '2014-09-01T08:00:00Z', roles: [leadership] }
resources:
  - { id: energy, unit: kWh, total: 10000 }
  - { id: water, unit: litre, total: 5000, held: [{ to: { family: alder }, amount: 500 }, { to: mira, amount: 100 }] }
`;

/** Outside the council, as HSDS has services. */
const services = [
  {
    id: 'listening-line',
    name: 'The Listening Line',
    status: 'active',
    description: 'Day and night.',
    url: 'https://listening.example/',
    phones: [{ number: '+49 30 555 0100' }],
  },
  { id: 'closed', name: 'A house that has closed', status: 'defunct' },
];

/** What the default charter leaves out: endorsers and majorities of families, interests that are asked for, silence that is assent. */
const besides = `interests: ask
lazy: { window: 72h }
categories:
  garden:
    tier: council
    threshold: { num: 1, den: 2, strict: true, parts: { by: family, each: { num: 1, den: 2 } } }
    endorsers: { count: 2, window: 24h }
    actions: [none]
  paths: { tier: council, adopts: lazy, actions: [none] }
`;

/** The files of the council in a folder, as variables name them. */
export const councilFiles = (folder: string): Promise<Record<string, string>> =>
  filesOf(folder, pace, (charter) =>
    charter
      .replace('review: 72h', 'review: 1h')
      .replace('rounds: 3', 'rounds: 1')
      .replace('round: 24h', 'round: 12h'),
  );

/** Of a council in which a day is a second: a week later it is looked back upon, and that takes a minute where somebody is silent. */
export const dayASecondFiles = (folder: string): Promise<Record<string, string>> =>
  filesOf(folder, 86_400, (charter) => charter.replace('lookBack: 1 week', 'lookBack: 60 days'));

async function filesOf(
  folder: string,
  quicker: number,
  change: (charter: string) => string,
): Promise<Record<string, string>> {
  const charter = change(await readFile(defaultCharterFile, 'utf8')).replace(
    '\ncategories:\n',
    `\n${besides}`,
  );
  const files = {
    FOLKMOOT_CHARTER: join(folder, 'charter.yaml'),
    FOLKMOOT_MEMBERS: join(folder, 'members.yaml'),
    FOLKMOOT_SUPPORT_SERVICES: join(folder, 'services.json'),
  };
  await writeFile(files.FOLKMOOT_CHARTER, charter);
  await writeFile(files.FOLKMOOT_MEMBERS, members);
  await writeFile(files.FOLKMOOT_SUPPORT_SERVICES, JSON.stringify(services));
  return {
    ...files,
    FOLKMOOT_PACE: String(quicker),
    // Servers of the tests are called, and operators are led to Temporal's page.
    FOLKMOOT_CALLS_ALLOWED: '127.0.0.1',
    FOLKMOOT_TEMPORAL_PAGE: 'on',
  };
}
