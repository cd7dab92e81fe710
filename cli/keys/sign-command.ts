/** The command `folkmoot sign`: a ballot, a position, a ranking, or an act in a process (AUT-1). */
import { type Command, InvalidArgumentError } from 'commander';
import { choices, type PollKind, pollKinds, positions } from '../../rules/model.ts';
import { asJson, exampleOf, type Options, type Reporting } from '../command.ts';
import { cliError } from '../error.ts';
import type { Report } from '../report.ts';
import { signAct, signAnswer } from './signing.ts';

export function addSign(program: Command, report: Reporting): void {
  program
    .command('sign')
    .summary('signs a ballot, a position, a ranking, or an act')
    .description(
      'Writes the body of a signed answer for PUT …/ballot, …/position or …/preferences; or with --act the header of a signed act. Nothing is read from a service: a signature is for what is said here and for nothing else.',
    )
    .argument('<file>', 'where to write the body, or the header')
    .requiredOption('--key <file>', 'the key’s file')
    .requiredOption('--council <name>', 'the log’s name, as GET /v1/members/{id}/keys has it')
    .requiredOption('--decision <id>', 'the decision, or whatever process it is')
    .requiredOption('--member <id>', 'who answers or acts')
    .option('--choice <choice>', `of a ballot: ${choices.join(', ')}`, oneOf(choices))
    .option('--position <position>', positions.join(', '), oneOf(positions))
    .option(
      '--ranking <json>',
      'options, best first, those of one rank together: [["a"],["b","c"]]',
      rankingIn,
    )
    .option('--reason <text>', 'the reason that goes with it')
    .option(
      '--poll <kind>',
      `of a ballot votes, override or ratification; of a ranking preferences or remedies`,
      oneOf(pollKinds),
    )
    .option('--number <n>', 'which of the decision’s polls of the kind', ordinalIn, 1)
    .option('--text-version <n>', 'the version of the text that is answered', ordinalIn, 1)
    .option('--act <name>', 'an act in a process, as GET /v1/kinds names it')
    .option('--body <file>', 'the body that goes with the act; none: an empty one')
    .option(
      '--sequence <n>',
      'which of the member’s answers in that poll, or acts of that name',
      ordinalIn,
      1,
    )
    .option('--json', asJson)
    .addHelpText(
      'after',
      exampleOf(
        'folkmoot sign ballot.json --key dora.jwk --council council.example/log --decision 01a22de5-89b0-75a6-a225-b1ae227fbdb8 --member dora --choice for',
        'folkmoot sign header.txt --key dora.jwk --council council.example/log --decision 01a22de5-89b0-75a6-a225-b1ae227fbdb8 --member dora --act approval --body approval.json',
      ),
    )
    .action((file: string, { json, ...given }: Signing) =>
      report(() => sign(file, given), json === undefined ? {} : { json }),
    );
}

interface Signing extends Options {
  readonly key: string;
  readonly council: string;
  readonly decision: string;
  readonly member: string;
  readonly choice?: string;
  readonly position?: string;
  readonly ranking?: string[][];
  readonly reason?: string;
  readonly poll?: PollKind;
  readonly number: number;
  readonly textVersion: number;
  readonly act?: string;
  readonly body?: string;
  readonly sequence: number;
}

async function sign(file: string, given: Omit<Signing, 'json'>): Promise<Report> {
  const {
    choice,
    position,
    ranking,
    act,
    body,
    poll,
    reason,
    number,
    textVersion: version,
    ...common
  } = given;
  const said = [choice, position, ranking, act].filter((one) => one !== undefined);
  if (said.length !== 1)
    throw cliError('One of --choice, --position, --ranking and --act says what is signed.');
  if (act !== undefined) return signAct(file, { ...common, act, body });
  const polls = { number, version, reason, ...common };
  if (ranking !== undefined)
    return signAnswer(file, { ...polls, poll: poll ?? 'preferences', choice: null, ranking });
  const kind = position === undefined ? (poll ?? 'votes') : 'positions';
  return signAnswer(file, { ...polls, poll: kind, choice: choice ?? position ?? null, ranking: null });
}

const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word => {
    const word = words.find((one) => one === text);
    if (word === undefined) throw new InvalidArgumentError(`It is one of ${words.join(', ')}.`);
    return word;
  };

function rankingIn(text: string): string[][] {
  try {
    const value: unknown = JSON.parse(text);
    const isRanking =
      Array.isArray(value) &&
      value.every((group) => Array.isArray(group) && group.every((one) => typeof one === 'string'));
    if (isRanking) return value;
  } catch {
    // It says what it is no JSON of.
  }
  throw new InvalidArgumentError('It is a list of lists of options, such as [["a"],["b","c"]].');
}

function ordinalIn(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1 on.');
  return Number(text);
}
