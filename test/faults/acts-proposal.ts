/** What members do in a proposal, stage by stage; every choice is drawn under its own name. */
import { amountOf } from './amount.ts';
import {
  appeals,
  carrying,
  contests,
  declarations,
  escalations,
  objections,
  optOuts,
  vetoes,
} from './acts-claims.ts';
import type { Json } from './client.ts';
import { council, guardian } from './council.ts';
import { milestoneOf } from './plan.ts';
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

export function proposalOccasions(scene: Scene): readonly Occasion[] {
  const { now, stage } = scene;
  if (now.stage === 'ended') return endedOccasions(scene);
  return [
    [stage, stageActs(scene)],
    ...now.vetoes
      .filter(({ contest, outcome }: Json) => contest === null && outcome === null)
      .map((veto: Json) => [`veto ${veto.number}`, contests(scene, veto)]),
    ...(now.requirements.length > 0 ? [['requirements', declarations(scene)] as const] : []),
  ];
}

function stageActs(scene: Scene): readonly Act[] {
  switch (scene.now.stage) {
    case 'draft':
      return drafting(scene);
    case 'review':
      return [...amendments(scene, 30), ...talk(scene), ...objections(scene), ...carrying(scene)];
    case 'discussion':
      return [...answers(scene), ...amendments(scene, 12), ...talk(scene), ...escalations(scene)];
    case 'voting':
      return ballotsAt(scene, '/ballot');
    case 'veto':
      return vetoes(scene);
    case 'guardian-resolution':
      return byGuardian(scene, 'resolution', (yes) => ({ adopt: yes }));
    case 'guardian-approval':
      return byGuardian(scene, 'approval', (yes) => ({ approve: yes }));
    case 'appeal':
      return appeals(scene);
    case 'delay':
      return optOuts(scene);
    case 'execution':
      return tasks(scene);
    default:
      return [];
  }
}

function drafting(scene: Scene): readonly Act[] {
  const { chance, now } = scene;
  const edits = chance.integer('edits', 0, 3);
  const ends = chance.weighted('ends', [
    [8, 'submission'],
    [1, 'withdrawal'],
    [1, 'lapses'],
  ]);
  return [
    ...Array.from({ length: edits }, (_, index) => ({
      name: `edit-${index}`,
      act: 'edit',
      member: now.author,
      method: 'PATCH' as const,
      path: '',
      body: (own: string) => ({ title: `An edited day ${own}` }),
      after: 250 * index + chance.integer(`edit ${index}`, 0, 200),
    })),
    ...(ends === 'lapses'
      ? []
      : [
          {
            name: ends,
            act: ends,
            member: now.author,
            path: `/${ends}`,
            body: () => undefined,
            after: 250 * edits + chance.integer('end', 100, 1_200),
          },
        ]),
  ];
}

/** Another title and another action, of the same sort as before. */
function amendments(scene: Scene, percent: number): readonly Act[] {
  const { chance, now, stage, name } = scene;
  if (now.author === null || scene.haste) return [];
  const may = chance.of(stage);
  const acts: Act[] = [];
  for (const [index, chances] of [percent, percent / 2].entries())
    if (may.happens(`amends ${index}`, chances))
      acts.push({
        name: `amendment-${index}`,
        act: 'amendments',
        member: now.author,
        path: '/amendments',
        body: (own) => ({ title: `An amended day ${own}`, ...amendedAction(scene, own) }),
        after: moment(scene, `amends ${index}`),
      });
  if (may.happens('withdraws', 3))
    acts.push({
      name: 'withdrawal',
      act: 'withdrawal',
      member: now.author,
      path: '/withdrawal',
      body: () => undefined,
      after: moment(scene, 'withdraws'),
    });
  return acts.filter(() => !name.includes('question'));
}

function amendedAction({ now, name, receiver }: Scene, own: string): Json {
  const { action } = now;
  switch (action?.type) {
    case 'http.call':
      return { action: { ...action, body: { decision: name, version: own } } };
    case 'allocation.grant':
      return { action: { ...action, amount: amountOf(name, own) } };
    case 'member.milestone':
      return action.milestone === 'family' || receiver === ''
        ? {}
        : { action: { ...action, milestone: milestoneOf(name, own.replaceAll(/[^a-z0-9]+/g, '-')) } };
    default:
      return {};
  }
}

function talk(scene: Scene): readonly Act[] {
  const may = scene.chance.of(scene.stage);
  if (scene.haste) return [];
  return may
    .shuffled('speakers', council)
    .slice(0, may.integer('statements', 0, 3))
    .map((member) => ({
      name: `${member}-statement`,
      act: 'statements',
      member,
      path: '/statements',
      body: (own) => ({ text: `I have thought about it. ${own}` }),
      after: moment({ ...scene, chance: may }, member),
    }));
}

function answers(scene: Scene): readonly Act[] {
  const may = scene.chance.of(scene.stage);
  const within = { ...scene, chance: may };
  return everyone.flatMap((member): Act[] => {
    if (!answersNow(within, member)) return [];
    const position = positionOf(within, member);
    const ranks = may.happens(`${member} ranks`, 40);
    return [
      {
        name: `${member}-position`,
        act: 'position',
        member,
        method: 'PUT',
        path: '/position',
        body: (own) => ({ position, reason: `So I see it. ${own}` }),
        after: moment(within, member),
      },
      ...(ranks
        ? [
            {
              name: `${member}-preferences`,
              act: 'preferences',
              member,
              method: 'PUT' as const,
              path: '/preferences',
              body: (_own: string, now: Json) => ({
                ranking: may.shuffled(
                  `${member} ranking`,
                  now.options.map(({ id }: Json) => [id]),
                ),
              }),
              after: moment(within, `${member} ranks`),
            },
          ]
        : []),
    ];
  });
}

function positionOf({ mood, haste, chance }: Scene, member: string): string {
  if (haste) return 'agree';
  const leaning = mood === 'for' ? [8, 1, 1, 0] : mood === 'against' ? [1, 1, 2, 6] : [3, 2, 2, 2];
  return chance.weighted(`${member} position`, [
    [leaning[0]!, 'agree'],
    [leaning[1]!, 'agree-with-reservations'],
    [leaning[2]!, 'stand-aside'],
    [leaning[3]!, 'block'],
  ]);
}

function byGuardian(scene: Scene, act: string, word: (yes: boolean) => object): readonly Act[] {
  const may = scene.chance.of(scene.stage);
  if (!scene.haste && !may.happens('speaks', 75)) return [];
  const yes = may.happens('yes', 65);
  return [
    {
      name: act,
      act,
      member: guardian,
      path: `/${act}`,
      body: (own) => ({ ...word(yes), reason: `So I find. ${own}` }),
      after: moment({ ...scene, chance: may }, 'speaks'),
    },
  ];
}

function tasks({ chance, now, haste }: Scene): readonly Act[] {
  const { action } = now;
  if (action?.type !== 'task' || (!haste && !chance.happens('confirms', 90))) return [];
  return [
    {
      name: 'task',
      act: 'task',
      member: action.assignee,
      path: '/task',
      body: (own) => ({ evidence: `It is done. ${own}` }),
      after: chance.integer('confirms when', 50, 1_500),
    },
  ];
}
