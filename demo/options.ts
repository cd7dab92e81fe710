/** What the demo is asked for on its command line. */
import { parseArgs } from 'node:util';
import { cliError } from '../cli/error.ts';

export const help = `folkmoot demo: a council of five AI agents and you decides one proposal, from its draft to a receipt that is verified here.

It runs a council of its own on this machine, beside any other, and throws it away at the end. Nobody needs an account. Where nobody
types, it ends by itself in less than two minutes. The agents take part over the Model Context Protocol alone.

  --people 0|1         1: you have a seat (the default); 0: the agents are by themselves
  --pace N             how many times shorter windows run than the charter says: 3600 makes an hour a second. Less gives more time.
                       By default 3600; with a model 1200; with nobody at the keyboard 6000
  --characters FOLDER  character files of your own (opus.md, aria.md, …) for seats with a model
  --help               this text

Scripts have the agents' seats, unless you name a model: FOLKMOOT_AGENT_URL, FOLKMOOT_AGENT_MODEL, FOLKMOOT_AGENT_KEY,
FOLKMOOT_AGENT_KIND (openai or anthropic), and FOLKMOOT_AGENT_SEATS for some of the seats only (docs/agents.md).

For example:
  $ npm run demo
  $ npm run demo -- --people 0
  $ FOLKMOOT_AGENT_URL=http://127.0.0.1:11434/v1 FOLKMOOT_AGENT_MODEL=qwen3 npm run demo
`;

export interface DemoOptions {
  readonly hasPerson: boolean;
  /** Null: as fits who takes part. */
  readonly pace: number | null;
  /** Null: the demo's own. */
  readonly characters: string | null;
  readonly help: boolean;
}

/** @throws an error in words for the terminal */
export function readOptions(args: readonly string[]): DemoOptions {
  const { people = '1', pace, characters, help: isHelp = false } = parsed(args);
  if (people !== '0' && people !== '1')
    throw cliError(`--people is 0 or 1, and not ${people}: one person has the keyboard.`);
  return {
    hasPerson: people === '1',
    pace: pace === undefined ? null : paceIn(pace),
    characters: characters ?? null,
    help: isHelp,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        people: { type: 'string' },
        pace: { type: 'string' },
        characters: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw cliError(`${sentence ?? ''}. --help tells what there is.`);
  }
}

/** The fastest leaves every window of the demo's charter the second that a timer needs. */
const fastest = 36_000;

function paceIn(text: string): number {
  const pace = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (pace < 1 || pace > fastest)
    throw cliError(`--pace is a whole number from 1 to ${fastest}, and not ${text}.`);
  return pace;
}
