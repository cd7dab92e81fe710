/** What members do in an emergency, in a conflict and in an appeal. */
import {
  type Act,
  answersNow,
  ballotsAt,
  endedOccasions,
  everyone,
  moment,
  type Occasion,
  type Scene,
} from './scene.ts';
import type { Json } from './client.ts';
import { council, guardian } from './council.ts';

/** By when, in the middle of what is left until an instant. */
function before(scene: Scene, name: string, due: string): number {
  const left = Date.parse(due) - Date.now();
  return Math.max(0, Math.round((left * scene.chance.integer(`${name} when`, 2, 104)) / 100));
}

export function emergencyOccasions(scene: Scene): readonly Occasion[] {
  const { now, chance } = scene;
  if (now.stage === 'ended') return endedOccasions(scene);
  const occasions: Occasion[] = [['acted', accounts(scene)]];
  for (const poll of ['override', 'ratification'] as const) {
    const calls = chance.happens(`calls ${poll}`, poll === 'override' ? 45 : 35);
    if (now.stage === 'in-force' && calls) occasions.push([`calls-${poll}`, [call(scene, poll)]]);
    const open = now.polls[poll];
    if (open !== undefined && open.closedAt === null)
      occasions.push([
        `${poll}-poll`,
        ballotsAt({ ...scene, now: { ...now, deadline: open.closes } }, `/polls/${poll}/ballot`),
      ]);
  }
  if (now.report !== null && now.justification === null) occasions.push(['reported', justifies(scene)]);
  const task = [now.reversal, now.action].find(({ type }: Json) => type === 'task');
  if (task !== undefined && (now.actionState === 'awaited' || now.reversalState === 'awaited'))
    occasions.push(['awaited', [confirms(scene, task)]]);
  return occasions;
}

function accounts(scene: Scene): readonly Act[] {
  const { chance, now } = scene;
  if (!chance.happens('reports', 75)) return [];
  return [
    {
      name: 'report',
      act: 'report',
      member: now.actor,
      path: '/report',
      body: (own) => ({ text: `The well is closed. ${own}` }),
      after: before(scene, 'reports', now.reportDue),
    },
  ];
}

function justifies(scene: Scene): readonly Act[] {
  const { chance, now } = scene;
  if (!chance.happens('justifies', 80)) return [];
  return [
    {
      name: 'justification',
      act: 'justification',
      member: now.actor,
      path: '/justification',
      body: (own) => ({ text: `It smelled of oil. ${own}` }),
      after: before(scene, 'justifies', now.justificationDue),
    },
  ];
}

function call(scene: Scene, poll: 'override' | 'ratification'): Act {
  return {
    name: `calls-${poll}`,
    act: `${poll}-calls`,
    member: scene.chance.one(`caller ${poll}`, council),
    path: `/${poll}-calls`,
    body: (own) => ({ reason: `Let us see. ${own}` }),
    after: scene.chance.integer(`calls ${poll} when`, 100, 2_000),
  };
}

const confirms = ({ chance }: Scene, { assignee }: Json): Act => ({
  name: 'task',
  act: 'task',
  member: assignee,
  path: '/task',
  body: (own) => ({ evidence: `It is done. ${own}` }),
  after: chance.integer('confirms when', 50, 1_500),
});

export function conflictOccasions(scene: Scene): readonly Occasion[] {
  return [[scene.stage, conflictActs(scene)]];
}

function conflictActs(scene: Scene): readonly Act[] {
  const { now } = scene;
  switch (now.stage) {
    case 'negotiation':
    case 'mediation':
      return talks(scene);
    case 'arbitration':
      return now.step === 'ranking' ? ranking(scene) : ballotsAt(scene, '/ballot', arbiters(now));
    case 'guardian-resolution':
      return resolution(scene);
    case 'appeal':
      return appeals(scene);
    default:
      return [];
  }
}

const partiesOf = (now: Json): readonly string[] => now.parties.flat();
const arbiters = (now: Json): readonly string[] => everyone.filter((id) => !partiesOf(now).includes(id));

function talks(scene: Scene): readonly Act[] {
  const { now, stage } = scene;
  const may = scene.chance.of(stage);
  const within = { ...scene, chance: may };
  const settles = may.happens('settles', 20);
  const acts: Act[] = [];
  for (const member of partiesOf(now)) {
    if (may.happens(`${member} puts`, 50))
      acts.push({
        name: `${member}-terms`,
        act: 'terms',
        member,
        path: '/terms',
        body: (own) => ({ text: `Half a yard. ${own}` }),
        after: moment(within, `${member} puts`),
      });
    if (settles || may.happens(`${member} accepts`, 20))
      acts.push({
        name: `${member}-acceptance`,
        act: 'acceptance',
        member,
        path: `/terms/${may.integer('which', 1, 2)}/acceptance`,
        body: () => undefined,
        after: moment(within, `${member} accepts`),
      });
    if (may.happens(`${member} gives up`, 25))
      acts.push({
        name: `${member}-impasse`,
        act: 'impasse',
        member,
        path: '/impasse',
        body: () => undefined,
        after: moment(within, `${member} gives up`),
      });
  }
  return acts;
}

function ranking(scene: Scene): readonly Act[] {
  const { chance } = scene;
  const voters = arbiters(scene.now);
  return [
    ...chance
      .shuffled('remedies', voters)
      .slice(0, chance.integer('how many', 0, 3))
      .map((member) => ({
        name: `${member}-remedy`,
        act: 'remedies',
        member,
        path: '/remedies',
        body: (own: string) => ({ text: `Both pay for a new fence. ${own}` }),
        after: Math.round(moment(scene, `${member} puts`) / 3),
      })),
    ...voters
      .filter((member) => answersNow(scene, member))
      .map((member) => ({
        name: `${member}-preferences`,
        act: 'preferences',
        member,
        method: 'PUT' as const,
        path: '/preferences',
        body: (_own: string, now: Json) =>
          now.remedies.length === 0
            ? null
            : {
                ranking: chance.shuffled(
                  `${member} ranking`,
                  now.remedies.map(({ id }: Json) => [id]),
                ),
              },
        after: moment(scene, `${member} ranks`),
      })),
  ];
}

function resolution(scene: Scene): readonly Act[] {
  if (!scene.haste && !scene.chance.happens('resolves', 75)) return [];
  return [
    {
      name: 'resolution',
      act: 'resolution',
      member: guardian,
      path: '/resolution',
      body: (own, now) => ({ remedy: now.remedies[0]?.id ?? 'none', reason: `So I find. ${own}` }),
      after: moment(scene, 'resolves'),
    },
  ];
}

function appeals(scene: Scene): readonly Act[] {
  const { chance, now } = scene;
  if (!chance.happens('appeals', 30)) return [];
  return [
    {
      name: 'appeal',
      act: 'appeal',
      member: chance.one('appellant', partiesOf(now)),
      path: '/appeal',
      body: (own) => ({ principle: 'autonomy', reason: `Nobody asked us. ${own}` }),
      after: moment(scene, 'appeals'),
    },
  ];
}

export function appealOccasions(scene: Scene): readonly Occasion[] {
  const ruling = scene.chance.weighted('ruling', [
    [3, 'uphold'],
    [2, 'overturn'],
    [1, 'remand'],
  ]);
  if (scene.now.stage !== 'ruling' || (!scene.haste && !scene.chance.happens('rules', 75))) return [];
  const act: Act = {
    name: 'ruling',
    act: 'ruling',
    member: guardian,
    path: '/ruling',
    body: (own) => ({ ruling, reason: `So I find. ${own}` }),
    after: moment(scene, 'rules'),
  };
  return [['ruling', [act]]];
}
