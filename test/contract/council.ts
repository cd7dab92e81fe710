/** Something of everything, for who asks at random: a draft, a proposal that is discussed, a case, what a leader did, a conflict. */
import { caller, type Caller } from '../support/http.ts';

/** Those of charter/members.first.yaml. */
const members = ['anna', 'ben', 'chen', 'dora', 'emil'] as const;
type Name = (typeof members)[number];

export interface Known {
  /** By the first part of the path that they lie under. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly tokens: Readonly<Record<string, string>>;
}

const content = {
  title: 'Open the workshop on Sundays',
  text: 'From noon to six.',
  rationale: 'Many have no other day for it.',
  impact: { affected: 'everyone', statement: 'Who lives next door hears it.' },
  alternatives: [{ title: 'Saturdays', text: 'The same a day before.' }],
  action: { type: 'none' },
};

/** Makes them in the council at this address, and answers where they are. */
export async function prepare(url: string): Promise<Known> {
  const tokens = Object.fromEntries(
    await Promise.all(
      members.map(async (member) => {
        const { body } = await caller(url).post('/v1/dev/tokens', { member });
        return [member, body.token as string] as const;
      }),
    ),
  );
  const as = (name: Name): Caller => caller(url, tokens[name]);
  const made = async (name: Name, path: string, body: object): Promise<string> => {
    const answer = await as(name).post(path, body);
    if (answer.status !== 201 && answer.status !== 202)
      throw new Error(`${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  const own = { ...content, impact: { affected: ['emil'], statement: 'It is mine.' } };
  const personal = await made('emil', '/v1/proposals', { ...own, category: 'personal.time' });
  const none = { type: 'none' };
  return {
    tokens,
    ids: {
      proposals: [
        personal,
        await made('dora', '/v1/proposals', { ...content, category: 'operations', draft: true }),
        await made('emil', '/v1/proposals', { ...content, category: 'operations' }),
        await made('ben', '/v1/proposals', { ...content, category: 'justice', accused: 'emil' }),
      ],
      decisions: [personal],
      emergencies: [
        await made('ben', '/v1/emergencies', { what: 'Fire', reason: 'Fire', action: none, reversal: none }),
      ],
      conflicts: [await made('dora', '/v1/conflicts', { against: ['emil'], what: 'Noise', remedy: 'Quiet' })],
      delegations: [
        await made('dora', '/v1/delegations', {
          to: 'emil',
          scope: { category: 'operations' },
          until: new Date(Date.now() + 600_000).toISOString(),
        }),
      ],
    },
  };
}
