/** The model that has seats in the demo (FOLKMOOT_AGENT_…): where it is asked, as what, and what a decision may cost. */
import { z } from 'zod';
import { type Environment, type Faults, given, isFaults, readVariables, whole } from './variables.ts';
import { withSecrets } from './secrets.ts';

const agentKinds = ['openai', 'anthropic'] as const;

export interface AgentSettings {
  readonly kind: (typeof agentKinds)[number];
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
  /** Members' ids; null: all seats of agents. */
  readonly seats: readonly string[] | null;
  /** Of one decision of one seat. */
  readonly budget: { readonly tokens: number; readonly acts: number; readonly seconds: number };
}

const purposes = {
  FOLKMOOT_AGENT_URL: 'the address at which the model is asked',
  FOLKMOOT_AGENT_MODEL: 'the model’s name, as its endpoint calls it',
};

const loopback = ['localhost', '127.0.0.1', '[::1]'];

const variables = z.object({
  FOLKMOOT_AGENT_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }),
  FOLKMOOT_AGENT_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, { error: 'must be printable ASCII without spaces' })
    .optional(),
  FOLKMOOT_AGENT_MODEL: z.string(),
  FOLKMOOT_AGENT_KIND: z.enum(agentKinds).default('openai'),
  FOLKMOOT_AGENT_SEATS: z.string().optional(),
  FOLKMOOT_AGENT_TOKENS: whole(100, 10_000_000).default(30_000),
  FOLKMOOT_AGENT_ACTS: whole(1, 100).default(6),
  FOLKMOOT_AGENT_SECONDS: whole(1, 600).default(30),
});

/** @returns null where no variable of these is set: then no model is asked */
export function readAgents(environment: Environment): AgentSettings | Faults | null {
  const set = given(environment);
  const own = Object.keys(set).filter((name) => name.startsWith('FOLKMOOT_AGENT_'));
  if (own.length === 0) return null;
  const secret = withSecrets(set, ['FOLKMOOT_AGENT_KEY']);
  if (isFaults(secret)) return secret;
  const read = readVariables(variables, secret, purposes);
  if (isFaults(read)) return read;
  const { FOLKMOOT_AGENT_URL: url, FOLKMOOT_AGENT_KEY: key, FOLKMOOT_AGENT_SEATS: seats } = read;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && key !== undefined && !loopback.includes(hostname))
    return { faults: ['FOLKMOOT_AGENT_URL must be https where a key is sent to another machine'] };
  return {
    kind: read.FOLKMOOT_AGENT_KIND,
    url,
    key: key ?? null,
    model: read.FOLKMOOT_AGENT_MODEL,
    seats: seats === undefined ? null : seats.split(',').map((seat) => seat.trim()),
    budget: {
      tokens: read.FOLKMOOT_AGENT_TOKENS,
      acts: read.FOLKMOOT_AGENT_ACTS,
      seconds: read.FOLKMOOT_AGENT_SECONDS,
    },
  };
}
