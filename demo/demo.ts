/** The demo from its first line to its last: who sits there, a council of their own, the story, the proof. */
import type { Closing } from '../embedded/closing.ts';
import type { Ending } from '../embedded/ending.ts';
import { agentMind, type Cast, firstWords, isAgent, readCast } from './cast.ts';
import { now, stopwatch } from './clock.ts';
import { freshFolder, sweep } from './council/folder.ts';
import { openCouncil } from './council/open.ts';
import type { DemoOptions } from './options.ts';
import { type Keyboard, openKeyboard } from './person/keyboard.ts';
import { personMind } from './person/mind.ts';
import { prove } from './proof.ts';
import type { Mind } from './seats/mind.ts';
import { type Seat, tellStory } from './story.ts';
import { tellAbstention, tellOutcome } from './telling/outcome.ts';
import { openPage, type Page, wantsColour } from './telling/page.ts';

export interface Running {
  readonly options: DemoOptions;
  readonly environment: NodeJS.ProcessEnv;
  /** What was started is added to it. */
  readonly closing: Closing;
  readonly ending: Ending;
}

/** Times shorter than the charter says: a person needs some seconds for an answer, a model some more. */
const paces = { alone: 6_000, person: 3_600, model: 1_200 };
/** Milliseconds at pace 1 in which the decision has ended whatever is done, and some to start and to prove. */
const longest = 96 * 3_600_000;
const besides = 90_000;

/** Who puts the proposal. */
const author = 'opus';

/** @returns whether everything in the proof holds */
export async function runDemo({ options, environment, closing, ending }: Running): Promise<boolean> {
  const cast = await readCast(options, environment);
  const pace =
    options.pace ?? (cast.model !== null ? paces.model : options.hasPerson ? paces.person : paces.alone);
  const { stdin, stdout } = process;
  const screen: { keyboard?: Keyboard } = {};
  const write = (text: string): void => {
    if (screen.keyboard === undefined) stdout.write(text);
    else screen.keyboard.print(text);
  };
  const colour = wantsColour(stdout.isTTY, environment);
  const page = openPage(write, { colour, columns: stdout.isTTY ? stdout.columns : undefined });
  introduce(page, cast, options);

  await sweep();
  const folder = await freshFolder();
  const { signal } = ending;
  const died = (sentence: string): void => ending.end(1, sentence, true);
  const council = await openCouncil({
    folder,
    pace,
    members: cast.members,
    environment,
    closing,
    signal,
    died,
  });
  signal.throwIfAborted();
  page.blank();
  page.line(
    `The council runs at ${council.origin}. An hour of its charter lasts ${Math.round(36_000_000 / pace) / 10_000} s here.`,
  );

  const late = AbortSignal.timeout(longest / pace + besides);
  const seconds = stopwatch();
  const mark = (): string => `${Math.floor(seconds() / 60)}:${String(seconds() % 60).padStart(2, '0')}`;
  if (options.hasPerson)
    screen.keyboard = openKeyboard({
      input: stdin,
      output: stdout,
      interrupted: () => process.emit('SIGINT'),
    });
  try {
    const seats = cast.members.seated.map((member): Seat => ({ member, mind: mindOf(member.id) }));
    const story = await tellStory({
      council,
      seats,
      author,
      page,
      mark,
      signal: AbortSignal.any([signal, late]),
    });
    tellOutcome(page, mark(), { read: story.ended, ballots: story.acknowledgements, nameOf: story.nameOf });
    page.heading('Proof: the receipt, checked with files alone');
    const terminal = { out: write, problem: write };
    const holds = await prove({
      ...story,
      origin: council.origin,
      token: await council.tokenOf(author),
      folder,
      terminal,
    });
    page.heading(holds ? 'That was one decision.' : 'The proof does not hold.');
    page.line('A council of your own: npm start. Agents of your own in it: docs/agents.md.');
    page.blank();
    return holds;
  } catch (error) {
    if (late.aborted) throw new Error('the decision has not ended in its time', { cause: error });
    throw error;
  } finally {
    screen.keyboard?.close();
  }

  function mindOf(id: string): Mind {
    const member = cast.members.seated.find((one) => one.id === id);
    if (member !== undefined && isAgent(member))
      return agentMind(cast, id, {
        signal,
        abstains: (_, occasion, why) =>
          tellAbstention(page, mark(), { name: member.name, asked: occasion.asked, why }),
      });
    if (screen.keyboard === undefined) throw new Error(`nobody sits in the seat of ${id}`);
    return personMind({ keyboard: screen.keyboard, page, now });
  }
}

function introduce(
  page: Page,
  { members, model, seatsOfModel, characters }: Cast,
  { hasPerson }: DemoOptions,
): void {
  page.heading(hasPerson ? 'Five agents and you decide one proposal' : 'Five agents decide one proposal');
  page.line(
    'What takes weeks in earnest takes seconds here, under the same rules. Each agent takes part over MCP, with a token of its own. Nothing stays on this machine.',
  );
  page.blank();
  for (const { id, name } of members.seated) {
    const character = characters.get(id);
    const is =
      character === undefined
        ? 'The last seat is yours. Where you type nothing, you stand aside and abstain.'
        : firstWords(character);
    page.line(is, { mark: name });
  }
  if (model !== null) {
    page.blank();
    page.line(
      `The model ${model.model} (${new URL(model.url).host}) decides for ${seatsOfModel.join(', ')}; scripts for the others.`,
    );
  }
  page.blank();
}
