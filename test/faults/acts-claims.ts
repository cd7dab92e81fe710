/** What members claim and declare in a proposal beside its polls: vetoes, objections, consents, hearings, delegations. */
import type { Json } from './client.ts';
import { council, families, type FamilyName, guardian, steward } from './council.ts';
import { type Act, moment, reason, type Scene } from './scene.ts';

export function objections(scene: Scene): readonly Act[] {
  const { chance, now, name } = scene;
  if (now.tier !== 3 || scene.haste || name.includes('question') || !chance.happens('objects', 8)) return [];
  return [
    {
      name: 'objection',
      act: 'objection',
      member: chance.one('objector', council),
      path: '/objection',
      body: (own) => ({ matter: 'time', reason: `It is mine. ${own}` }),
      after: moment(scene, 'objects'),
    },
  ];
}

export function vetoes(scene: Scene): readonly Act[] {
  const { chance, now, haste } = scene;
  if (haste || now.family === null || !chance.happens('vetoes', 35)) return [];
  return [
    {
      name: 'veto',
      act: 'veto',
      member: chance.one('vetoer', families[now.family as FamilyName]),
      path: '/veto',
      body: (own) => ({ matter: 'works', reason: `It is mine. ${own}` }),
      after: moment(scene, 'vetoes'),
    },
  ];
}

export function contests(scene: Scene, { by, number }: Json): readonly Act[] {
  const { chance, now } = scene;
  if (!chance.happens(`contests ${number}`, 50)) return [];
  const others = council.filter((id) => id !== by);
  return [
    {
      name: `contest-${number}`,
      act: 'contest',
      member: chance.one(
        `contestant ${number}`,
        now.tier === 2 && now.family !== null
          ? families[now.family as FamilyName].filter((id) => id !== by)
          : others,
      ),
      path: now.stage === 'veto' ? '/veto/contest' : '/objection/contest',
      body: reason('It is ours.'),
      after: chance.integer(`contests ${number} when`, 50, 800),
    },
  ];
}

export function declarations({ chance, now, haste }: Scene): readonly Act[] {
  return now.requirements.flatMap(({ what, who }: Json): Act[] => {
    if (!haste && !chance.happens(`${what} ${who}`, 85)) return [];
    const after = haste ? 0 : chance.integer(`${what} ${who} when`, 100, 2_500);
    if (what === 'consent')
      return [
        {
          name: `${who}-consent`,
          act: 'consents',
          member: who,
          path: '/consents',
          body: () => ({ consent: true }),
          after,
        },
      ];
    if (what === 'resources')
      return [
        {
          name: 'attestation',
          act: 'attestations',
          member: steward,
          path: '/attestations',
          body: (own) => ({ resources: `There is enough. ${own}` }),
          after,
        },
      ];
    if (what === 'diversity')
      return [
        {
          name: 'diversity',
          act: 'attestations',
          member: guardian,
          path: '/attestations',
          body: (own) => ({ diversity: `They are different. ${own}` }),
          after,
        },
      ];
    return [
      {
        name: `${who}-hearing`,
        act: 'hearing',
        member: who,
        path: '/hearing',
        body: (own) => ({ text: `It was not so. ${own}` }),
        after,
      },
    ];
  });
}

export function escalations(scene: Scene): readonly Act[] {
  const { now, chance } = scene;
  if (now.tier !== 2 || now.family === null || !chance.happens('escalates', 15)) return [];
  return families[now.family as FamilyName].map((member) => ({
    name: `${member}-escalation`,
    act: 'escalation',
    member,
    path: '/escalation',
    body: () => undefined,
    after: moment(scene, `${member} escalates`),
  }));
}

export function optOuts(scene: Scene): readonly Act[] {
  const { chance } = scene;
  if (!chance.happens('leaves', 40)) return [];
  const member = chance.one('leaver', council);
  return [
    {
      name: `${member}-opt-out`,
      act: 'opt-outs',
      member,
      path: '/opt-outs',
      body: reason('I would rather go.'),
      after: moment(scene, 'leaves'),
    },
  ];
}

export function appeals(scene: Scene): readonly Act[] {
  const { chance, now } = scene;
  if (now.accused === undefined || !chance.happens('appeals', 50)) return [];
  return [
    {
      name: 'appeal',
      act: 'appeal',
      member: now.accused,
      path: '/appeal',
      body: (own) => ({ principle: 'autonomy', reason: `It is mine. ${own}` }),
      after: moment(scene, 'appeals'),
    },
  ];
}

/** Some give their vote to another, and some of those disclose their interests (DEL-5). */
export function carrying(scene: Scene): readonly Act[] {
  const { chance, id, haste } = scene;
  if (haste) return [];
  const [to, ...others] = chance.shuffled('carriers', council) as [string, ...string[]];
  const delegators = others.slice(0, chance.integer('delegators', 0, 2));
  if (delegators.length === 0) return [];
  return [
    ...delegators.map((member) => ({
      name: `${member}-delegation`,
      act: 'delegations',
      member,
      path: '/v1/delegations',
      body: () => ({
        to,
        scope: { proposal: id },
        until: new Date(Math.ceil(Date.now() / 60_000) * 60_000).toISOString(),
      }),
      after: moment(scene, `${member} delegates`),
    })),
    {
      name: `${to}-disclosure`,
      act: 'disclosures',
      member: to,
      path: '/disclosures',
      body: (own) => ({ interests: `I own the workshop. ${own}` }),
      after: moment(scene, `${to} discloses`),
    },
  ];
}
