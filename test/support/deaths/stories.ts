/** One story of each kind of process, with everything that it can start beside itself, told to its end. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { alarmStory, fire } from '../alarm.ts';
import { conflictStory, quarrelWith } from '../conflict.ts';
import type { Council, CouncilOptions } from '../council.ts';
import { actAlone } from '../emergency.ts';
import type { Json } from '../http.ts';
import { person } from '../people.ts';
import { arbiters, families, quarrellers } from '../quarrellers.ts';
import { nodeVetoStory, said } from '../node-veto.ts';
import { arbitratedConflict, fence, repairStory, settledConflict } from '../repair.ts';
import { restorativeStory } from '../restorative.ts';
import { propose, type Story, storyOf } from '../story.ts';

const leaders = ['lena', 'mira'].map((id) => person(id, { roles: ['leadership'] }));

/** Carl, fay and nora are of one family; nine are of the council, which discusses twice. */
export const scene: CouncilOptions = {
  members: [
    ...quarrellers.map((member) =>
      member.id === 'gus'
        ? { ...member, roles: [...member.roles, 'duty' as const, 'facilitator' as const] }
        : member,
    ),
    ...leaders,
  ],
  families,
  charter: (document) => ({ ...document, discussion: { ...document.discussion, rounds: 2 } }),
};

const ofCouncil = ['anna', 'ben', 'carl', 'dora', 'emil', 'fay', 'gus', 'lena', 'mira'] as const;
const each = <Answer>(members: readonly string[], answer: Answer) =>
  Object.fromEntries(members.map((member) => [member, answer]));
const without = (...members: string[]) => ofCouncil.filter((id) => !members.includes(id));

/**
 * Acts once nothing is under way: what reaches the time-skipping server during a workflow task waits for the next, and where a worker has
 * died then, that begins seconds later. So a member may have to try again: with the same key nothing is done twice.
 */
async function acts(council: Council, member: string, path: string, body: object = {}): Promise<Json> {
  const headers = { 'idempotency-key': randomUUID() };
  const caller = await council.as(member);
  await council.settled();
  let answer = await caller.post(path, body, headers);
  for (let tries = 1; answer.status === 503 && tries < 3; tries += 1)
    answer = await caller.post(path, body, headers);
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  return answer.body;
}

/** Another process, once it can be read. */
async function opened(council: Council, id: string): Promise<Story> {
  const story = storyOf(council, id, 'carl');
  await council.until(async () => expect(await story.read()).toHaveProperty('stage'));
  return story;
}

const linkTo = ({ links }: Json, relation: string): string =>
  links.find((link: Json) => link.relation === relation).id;

/** The guardian rules on an appeal, once that can be read. */
async function rules(council: Council, id: string, ruling: string): Promise<void> {
  const path = `/v1/appeals/${id}`;
  const anna = await council.as('anna');
  await council.until(async () => expect((await anna.get(path)).status).toBe(200));
  await acts(council, 'anna', `${path}/ruling`, { ruling, reason: 'So the principles say.' });
}

async function ends(council: Council, story: { read: () => Promise<Json> }, outcome: string): Promise<void> {
  await council.until(async () => expect(await story.read()).toMatchObject({ stage: 'ended' }));
  expect((await story.read()).outcome).toBe(outcome);
}

/** Drafted, edited, submitted, amended in review and in a round, and adopted by a vote that closes with its last ballot. */
async function ordinary(council: Council): Promise<void> {
  const story = await propose(council, 'carl', { draft: true });
  const path = `/v1/proposals/${story.id}`;
  await council.settled();
  expect((await (await council.as('carl')).patch(path, { title: 'Two more days' })).status).toBe(200);
  await acts(council, 'carl', `${path}/submission`);
  await council.wait('1h');
  await acts(council, 'carl', `${path}/amendments`, { title: 'Two more workshop days' });
  await council.wait('73h');
  await story.reaches('discussion', 1);
  await acts(council, 'carl', `${path}/amendments`, { text: 'Both days, then.' });
  await council.wait('96h');
  await story.reaches('discussion', 2);
  await council.wait('24h');
  await story.reaches('voting');
  await story.votes(each(ofCouncil, 'for'));
  await ends(council, story, 'executed');
}

/** A family's, vetoed by one of it and contested by another: the council lifts the veto. */
async function vetoed(council: Council): Promise<void> {
  const impact = { affected: ['carl'], statement: 'One purse.' };
  const story = await propose(council, 'carl', { category: 'family.pooling', impact });
  await story.positions(each(['carl', 'fay', 'nora'], 'agree'));
  await story.reaches('veto');
  const path = `/v1/proposals/${story.id}/veto`;
  await acts(council, 'fay', path, { matter: 'time', reason: 'My evenings.' });
  await acts(council, 'nora', `${path}/contest`, { reason: 'It is money.' });
  await council.wait('25h');
  await council.until(async () => expect((await story.read()).links).not.toEqual([]));
  const question = await opened(council, linkTo(await story.read(), 'questioned-by'));
  await council.wait('73h');
  await question.reaches('voting');
  await question.votes(each(without('fay'), 'for'));
  await ends(council, question, 'executed');
  await ends(council, story, 'executed');
}

/** The charter is amended: agreed upon, approved by the guardian, and waited with. */
async function constitutional(council: Council): Promise<void> {
  const patch = [{ op: 'replace', path: '/drafts/lapse', value: '40 days' }];
  const action = { type: 'charter.amend', patch };
  const story = await propose(council, 'carl', { category: 'constitutional', action });
  await council.wait('73h');
  await story.positions(each(ofCouncil, 'agree'));
  await story.reaches('guardian-approval');
  await acts(council, 'anna', `/v1/proposals/${story.id}/approval`, { approve: true, reason: 'It helps.' });
  await story.reaches('delay');
  await council.wait('31 days');
  await ends(council, story, 'executed');
}

/** A leader acts and gives no report: the council overrides the act, it is reversed, and the leader is removed. */
async function emergency(council: Council): Promise<void> {
  const until = new Date(Date.parse(await council.now()) + 365 * 86_400_000).toISOString();
  const action = { type: 'allocation.grant', resource: 'water', amount: 100, to: 'emil', until };
  const story = await actAlone(council, 'mira', { action });
  await council.wait('25h');
  await council.until(async () => expect((await story.read()).polls).toHaveProperty('override'));
  // Six of eight are what it needs: nobody can turn it then, and it closes.
  await story.votes('override', each(without('mira').slice(0, 6), 'for'));
  await council.until(async () => expect((await story.read()).outcome).toBe('overridden'));
  const { removal: id } = await story.read();
  await council.wait('40h');
  await acts(council, 'mira', `/v1/emergencies/${story.id}/justification`, { text: 'It had to be.' });
  await ends(council, story, 'overridden');
  const removal = await opened(council, id);
  await council.wait('32h');
  await removal.positions(each(without('mira'), 'agree'));
  await ends(council, removal, 'executed');
}

/** An alarm of two members, of which the leadership is told and the council, acknowledged and cleared; and one that is refuted. */
async function alarm(council: Council): Promise<void> {
  const raise = async (by: string) =>
    alarmStory(council, await acts(council, by, '/v1/alarms', fire(await council.now())));
  const alarmed = await raise('carl');
  const path = `/v1/alarms/${alarmed.id}`;
  await acts(council, 'dora', `${path}/corroboration`, { text: 'I see it.' });
  await council.wait('31m');
  await council.until(async () => expect((await alarmed.read()).ladder.n).toBe(3));
  await acts(council, 'lena', `${path}/acknowledgement`);
  await acts(council, 'lena', `${path}/updates`, { text: 'I am there.' });
  await council.wait('61m');
  await council.until(async () => expect((await alarmed.read()).ladder.n).toBe(4));
  await acts(council, 'gus', `${path}/clearance`);
  await ends(council, alarmed, 'cleared');
  const mistaken = await raise('carl');
  await acts(council, 'fay', `/v1/alarms/${mistaken.id}/refutation`, { reason: 'It is steam.' });
  await acts(council, 'gus', `/v1/alarms/${mistaken.id}/refutation`, { reason: 'So it is.' });
  await ends(council, mistaken, 'refuted');
}

/** A repair plan with one instalment that is confirmed, one that is missed, mended and verified, and one that is released. */
async function repair(council: Council): Promise<void> {
  const from = await settledConflict(council);
  const obligations = [fence(await council.now())];
  const { id } = await acts(council, 'dora', '/v1/repairs', { from, obligations });
  const plan = repairStory(council, id);
  const path = `/v1/repairs/${id}`;
  const owed = `${path}/obligations/1`;
  for (const member of ['carl', 'gus']) await acts(council, member, `${path}/terms/acceptance`);
  await acts(council, 'carl', `${owed}/done`, { evidence: 'Receipt 1.' });
  await acts(council, 'dora', `${owed}/confirmation`, { confirm: true });
  await council.wait('553h');
  await plan.stand(['confirmed', 'missed', 'open']);
  await acts(council, 'carl', `${owed}/done`, { evidence: 'Receipt 2.' });
  await council.wait('73h');
  await council.until(async () => expect((await plan.read('gus')).can).toContain('verification'));
  await acts(council, 'gus', `${owed}/verification`, { done: true, reason: 'I have seen it.' });
  await acts(council, 'dora', `${owed}/release`);
  await ends(council, plan, 'fulfilled');
}

/** A harm to two is repaired by what they choose in a circle; another one is asked, and says nothing. */
async function circle(council: Council): Promise<void> {
  const from = await arbitratedConflict(council, without('carl', 'dora', 'emil'));
  const put = async (): Promise<string> => {
    const obligations = [fence(await council.now(), { to: null })];
    return (await acts(council, 'carl', '/v1/repairs', { from, obligations })).id;
  };
  const silent = repairStory(council, await put());
  await council.wait('241h');
  await ends(council, silent, 'declined');
  const plan = repairStory(council, await put());
  const path = `/v1/repairs/${plan.id}`;
  await acts(council, 'emil', `${path}/circle/words`, { text: 'I could not sleep.' });
  for (const member of ['dora', 'emil'])
    await acts(council, member, `${path}/obligations/1/choice`, { to: 'emil' });
  for (const member of ['emil', 'gus']) await acts(council, member, `${path}/terms/acceptance`);
  await acts(council, 'emil', `${path}/obligations/1/release`);
  await ends(council, plan, 'released');
}

/** A conflict that waits for restorative work: that comes to a plan, which is not kept, and returns. */
async function restorative(council: Council): Promise<void> {
  const conflict = await quarrelWith(council, 'carl', ['dora']);
  const sides = { harmed: ['dora'], responsible: ['carl'], what: 'The fence was moved.' };
  const { id } = await acts(council, 'dora', '/v1/restorative', { from: conflict.id, ...sides });
  const work = restorativeStory(council, id);
  const path = `/v1/restorative/${id}`;
  await acts(council, 'carl', `${path}/acceptance`);
  for (const member of ['carl', 'dora'])
    await acts(council, member, `${path}/facilitator`, { member: 'gus' });
  await acts(council, 'gus', `${path}/ready`);
  await council.wait('25h');
  await acts(council, 'gus', `${path}/circles`, { at: await council.now(), present: ['carl', 'dora'] });
  await acts(council, 'dora', `${path}/plan`, { obligations: [fence(await council.now())] });
  const { plan } = await acts(council, 'carl', `${path}/plan/acceptance`, { plan: 1 });
  const repair = repairStory(council, plan.id);
  await council.until(async () => expect(await repair.read()).toMatchObject({ stage: 'open' }));
  await council.wait('169h');
  await work.stands({ can: ['checks'] });
  await acts(council, 'dora', `${path}/checks/1`, { kept: 'not' });
  await acts(council, 'gus', `${path}/stop`);
  await ends(council, work, 'returned');
  await acts(council, 'dora', `/v1/repairs/${plan.id}/obligations/1/release`);
  await council.until(async () => expect((await conflict.read()).referred.returned).not.toBeNull());
  await acts(council, 'carl', `/v1/conflicts/${conflict.id}/withdrawal`);
  await ends(council, conflict, 'withdrawn');
}

/** A conflict through all its stages; its appeal sends it back to the council. */
async function conflict(council: Council): Promise<void> {
  const story = await quarrelWith(council, 'carl', ['dora']);
  const path = `/v1/conflicts/${story.id}`;
  await acts(council, 'carl', `${path}/terms`, { text: 'The fence stands on the line.' });
  await council.wait('25h');
  await story.reaches('mediation');
  for (const party of ['carl', 'dora']) await acts(council, party, `${path}/impasse`);
  await story.reaches('arbitration', 'ranking');
  await story.propose('ben');
  await story.propose('dora', 'A hedge.');
  await story.rank('anna', ['remedy-2'], ['remedy-1']);
  await council.wait('73h');
  await story.reaches('arbitration', 'voting');
  await story.votes(each([...arbiters, 'lena'], 'for'));
  await council.wait('96h');
  await story.reaches('appeal');
  await acts(council, 'carl', `${path}/appeal`, { principle: 'consent-first', reason: 'Nobody asked us.' });
  await rules(council, (await story.read()).appeal.id, 'remand');
  await ends(council, story, 'remanded');
  const again = conflictStory(council, (await story.read()).remandedTo, 'carl');
  await again.reaches('arbitration', 'ranking');
}

/** The accused appeals to the guardian, who upholds what was decided. */
async function appeal(council: Council): Promise<void> {
  const story = await propose(council, 'carl', { category: 'justice', accused: 'emil' });
  const path = `/v1/proposals/${story.id}`;
  await acts(council, 'emil', `${path}/hearing`, { decline: true });
  await council.wait('73h');
  await story.positions(each(without('emil'), 'agree'));
  await story.reaches('appeal');
  const asked = { principle: 'autonomy', reason: 'It is my press.' };
  const appealed = await acts(council, 'emil', `${path}/appeal`, asked);
  await rules(council, linkTo(appealed, 'appealed-by'), 'uphold');
  await ends(council, story, 'executed');
}

/** One who is asked to found a family declines; of those who are asked next all accept. */
async function foundings(council: Council): Promise<void> {
  const asked = { id: 'rowan', name: 'Rowan', members: ['emil', 'lena'] };
  for (const outcome of ['lapsed', 'founded']) {
    const { id: founding } = await acts(council, 'anna', '/v1/families', asked);
    const path = `/v1/families/${founding}`;
    await acts(council, 'lena', `${path}/acceptance`, { accept: true });
    await acts(council, 'emil', `${path}/acceptance`, { accept: outcome === 'founded' });
    const read = async (): Promise<Json> => (await (await council.as('anna')).get(path)).body;
    await ends(council, { read }, outcome);
  }
}

/** A proposal that a node stops, which another joins, and which both let go; a panel by lot would tell others each time. */
async function nodeVeto(council: Council): Promise<void> {
  const story = await propose(council, 'anna', { text: 'The old line is cut.' });
  const { id } = await acts(council, 'dora', '/v1/node-vetoes', { of: story.id, ...said });
  const veto = nodeVetoStory(council, id, 'dora');
  const path = `/v1/node-vetoes/${id}`;
  await acts(council, 'emil', `${path}/joining`, {});
  await acts(council, 'anna', `${path}/answer`, { removes: 'There is a second line.' });
  for (const node of ['dora', 'emil']) await acts(council, node, `${path}/agreement`);
  await ends(council, veto, 'settled');
}

/**
 * The stories of each council. What opens by itself and ends after what it comes from is the last of one: the time-skipping server skips
 * no time after that (temporalio/sdk-typescript issue 1101).
 */
export const tales: Readonly<Record<string, readonly ((council: Council) => Promise<void>)[]>> = {
  'an ordinary decision': [ordinary],
  'a veto, an amendment and an appeal': [vetoed, constitutional, appeal],
  'an emergency': [emergency],
  'a conflict': [conflict],
  'families that are founded': [foundings],
  'a repair plan': [repair],
  'a circle of who was harmed': [circle],
  'an alarm': [alarm],
  'restorative work': [restorative],
  'a node veto': [nodeVeto],
};
