/** A council in which something of each kind is under way, and the pages that show it. */
import { api, proposed, reaches } from './browsing.ts';
import { broughtFile, toldOfDanger } from './supporting.ts';

export interface Scene {
  readonly proposal: string;
  /** Of all pages. */
  readonly paths: readonly string[];
}

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

export async function somethingOfEachKind(): Promise<Scene> {
  const proposal = await proposed('lena', { category: 'paths', title: 'Plant the northern field' });
  const lena = await api('lena');
  await lena.post('/v1/delegations', { to: 'mira', scope: { category: 'paths' }, until: inAnHour() });
  await (await api('mira')).put('/v1/disclosures/paths', { interests: 'none' });
  const jonas = await api('jonas');
  // A task that nobody reports fails (EXE-1).
  const by = new Date(Date.now() + 3_000).toISOString();
  const task = { type: 'task', assignee: 'jonas', instructions: 'Wind the clock.', by };
  const impact = { affected: ['jonas'], statement: 'A minute a day.' };
  await proposed('jonas', { category: 'personal.time', title: 'Wind the clock', impact, action: task });
  const act = {
    what: 'Close the southern gate',
    reason: 'The dam may break.',
    action: { type: 'none' },
    reversal: { type: 'none' },
  };
  const emergency: string = (await jonas.post('/v1/emergencies', act)).body.id;
  const quarrel = { against: ['aria'], what: 'The noise of the saw', remedy: 'No saw after eight.' };
  const conflict: string = (await jonas.post('/v1/conflicts', quarrel)).body.id;
  await jonas.post(`/v1/conflicts/${conflict}/terms`, { text: 'Not after nine.' });
  const file = await broughtFile('aria');
  const support = await toldOfDanger('aria', 'lena', 'jonas');
  await reaches(proposal, 'discussion');
  const paths = [
    '/',
    '/decisions',
    '/processes/conflict',
    `/decisions/${proposal}`,
    `/processes/emergency/${emergency}`,
    `/processes/conflict/${conflict}`,
    '/processes/emergency/new',
    '/propose',
    '/council',
    '/council/members/opus',
    '/council/delegations',
    '/council/charter',
    '/council/allocations',
    '/archive',
    '/custody',
    `/custody/${file}`,
    '/support',
    `/support/${support}`,
    '/operations',
    '/tour',
    '/decisions/nowhere/at/all',
  ];
  return { proposal, paths };
}
