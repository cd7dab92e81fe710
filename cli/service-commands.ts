/** The commands that ask a running service: what can be done in it, whether it works, and what a decision's history holds. */
import type { Command } from 'commander';
import { asJson, exampleOf, localServer, type Options, type Reporting } from './command.ts';
import { examine } from './doctor.ts';
import { tellKinds } from './kinds.ts';
import { kindNames } from '../rules/kinds.ts';
import type { Report } from './report.ts';
import type { Environment } from '../settings/variables.ts';
import { tokenFor, tokenOption } from './login/token.ts';
import { serverSource } from './source.ts';

export function addServiceCommands(program: Command, report: Reporting, environment: Environment): void {
  addKinds(program, report);
  addDoctor(program, report, environment);
  addHistory(program, report, environment);
}

function addKinds(program: Command, report: Reporting): void {
  program
    .command('kinds')
    .summary('tells what kinds of processes there are, and what can be done in them')
    .description(
      'Prints each kind of process as a service tells it (GET /v1/kinds): its stages and endings, and its acts with who may do them, when, and by which rules. --json has the JSON Schemas of their bodies too.',
    )
    .argument('[kind]', `one of them: ${kindNames.join(', ')}`)
    .option('--from <url>', 'the server', localServer)
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot kinds conflict'))
    .action((kind: string | undefined, options: Options & { from: string }) =>
      report(() => tellKinds(serverSource(options.from), kind), options),
    );
}

interface DoctorOptions extends Options {
  readonly from: string;
  readonly token?: string;
}

function addDoctor(program: Command, report: Reporting, environment: Environment): void {
  program
    .command('doctor')
    .summary('asks a running service whether it works, and whether any process stands still')
    .description(
      'Asks a service whether its database and Temporal answer and their clocks agree, and whether an open process is past its deadline or has lost its workflow.',
    )
    .option('--from <url>', 'the server', localServer)
    .option('--token <file>', `${tokenOption}; with an operator’s each process that stands still is named`)
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot doctor --from https://council.example --token token.txt'))
    .action((options: DoctorOptions) => report(() => examineServer(options, environment), options));
}

async function examineServer(options: DoctorOptions, environment: Environment): Promise<Report> {
  const token = await tokenFor(options, environment);
  return examine(serverSource(options.from, token), token !== undefined);
}

function addHistory(program: Command, report: Reporting, environment: Environment): void {
  program
    .command('history')
    .summary('shows a decision’s history in Temporal, opened')
    .description(
      'Prints each event of a decision, emergency, conflict, appeal, look back or founding with what it holds, for who has the key: FOLKMOOT_HISTORY_KEY names its file, TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE say where the history is. Long events are cut; --json has them whole.',
    )
    .argument('<id>', 'the decision’s id')
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot history 01a22de5-89b0-75a6-a225-b1ae227fbdb8'))
    .action((id: string, options: Options) =>
      // Temporal's client takes a second to load, which no other command needs.
      report(async () => (await import('./history.ts')).readHistory(id, environment), options),
    );
}
