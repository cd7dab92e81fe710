/** Who sits in the demo's council, with which character, and who decides in each seat. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cliError } from '../cli/error.ts';
import { type AgentSettings, readAgents } from '../settings/agents.ts';
import { unknownNames } from '../settings/names.ts';
import { type Environment, given, isFaults } from '../settings/variables.ts';
import { now } from './clock.ts';
import { type Member, type Members, membersOf } from './council/open.ts';
import { anthropic } from './model/anthropic.ts';
import { modelMind } from './model/mind.ts';
import { openai } from './model/openai.ts';
import type { DemoOptions } from './options.ts';
import type { Mind, Occasion } from './seats/mind.ts';
import { scripts } from './seats/scripts.ts';

export interface Cast {
  readonly members: Members;
  /** Null: scripts have all seats of agents. */
  readonly model: AgentSettings | null;
  /** Whose seats a model has. */
  readonly seatsOfModel: readonly string[];
  /** By member: Markdown. */
  readonly characters: ReadonlyMap<string, string>;
}

/** Bytes of a character file that are read. */
const longestCharacter = 20_000;

/** @throws an error in words where the environment or a character file is not usable */
export async function readCast(options: DemoOptions, environment: Environment): Promise<Cast> {
  const unknown = unknownNames(given(environment));
  if (unknown.length > 0)
    throw cliError(`Nothing here reads ${unknown.join(', ')}. docs/agents.md lists what a model needs.`);
  const model = readAgents(environment);
  if (model !== null && isFaults(model)) throw cliError(`${model.faults.join('. ')}.`);
  const text = await readFile(join(import.meta.dirname, 'council', 'members.yaml'), 'utf8');
  const members = membersOf(text, options.hasPerson);
  const agents = members.seated.filter(isAgent).map(({ id }) => id);
  const seatsOfModel = model === null ? [] : (model.seats ?? agents);
  const strangers = seatsOfModel.filter((id) => !agents.includes(id));
  if (strangers.length > 0)
    throw cliError(
      `FOLKMOOT_AGENT_SEATS names ${strangers.join(', ')}; the agents are ${agents.join(', ')}.`,
    );
  const folder = options.characters ?? join(import.meta.dirname, 'characters');
  const characters = new Map<string, string>();
  for (const id of agents) characters.set(id, await characterIn(join(folder, `${id}.md`)));
  return { members, model, seatsOfModel, characters };
}

export const isAgent = ({ kind }: Member): boolean => kind === 'agent';

async function characterIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw cliError(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? ''}): each agent has a character file.`,
    );
  });
  if (text.trim() === '' || Buffer.byteLength(text) > longestCharacter)
    throw cliError(`${file} is empty, or longer than ${longestCharacter} bytes.`);
  return text;
}

/** What is shown of a character: its first paragraph that is no heading. */
export function firstWords(character: string): string {
  const paragraphs = character.split(/\n\s*\n/).map((one) => one.trim().replace(/\s+/g, ' '));
  return paragraphs.find((one) => one !== '' && !one.startsWith('#')) ?? '';
}

/** Who decides in the seat of an agent: its script, or the model. */
export function agentMind(
  { model, seatsOfModel, characters }: Cast,
  id: string,
  {
    signal,
    abstains,
  }: {
    readonly signal: AbortSignal;
    readonly abstains: (member: string, occasion: Occasion, why: string) => void;
  },
): Mind {
  if (model !== null && seatsOfModel.includes(id)) {
    const { kind, url, key, model: name, budget } = model;
    const endpoint = { wire: kind === 'openai' ? openai : anthropic, url, key, model: name };
    return modelMind({ endpoint, budget, character: characters.get(id) ?? '', now, signal, abstains });
  }
  const script = scripts[id];
  if (script === undefined) throw new Error(`there is no script for ${id}`);
  return script(now);
}
