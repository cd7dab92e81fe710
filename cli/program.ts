/** The `folkmoot` command: its subcommands and options, and what each of them is for. */
import { stat } from 'node:fs/promises';
import { Command, CommanderError } from 'commander';
import { files, verifyArchive } from './archive/archive.ts';
import { asJson, exampleOf, localServer, type Options, type Reporting } from './command.ts';
import { addDemo } from './demo.ts';
import type { Environment } from '../settings/variables.ts';
import { cliError, isCliError } from './error.ts';
import { addCouncilCommands } from './council/commands.ts';
import { addVerifyCustody } from './custody/custody.ts';
import { exportArchive } from './archive/export.ts';
import { logBelow } from './log.ts';
import { addLogin } from './login/commands.ts';
import { tokenFor, tokenOption } from './login/token.ts';
import { addMcp } from './mcp.ts';
import { addMemberCommands } from './keys/member-commands.ts';
import { newKey } from './keys/new-key.ts';
import { print, printProblem, type Report, type Terminal } from './report.ts';
import { addServiceCommands } from './service-commands.ts';
import { folderSource, isUrl, serverSource, within } from './source.ts';
import { addSupportCommands } from './support/commands.ts';
import { readKeys, verifyFiles } from './verify.ts';
import { version } from '../settings/version.ts';
import { verifyLog } from './verify-log.ts';

/**
 * Runs the command with these arguments and answers its exit code: 0 where everything holds, 1 where it does not or cannot be checked.
 * @param environment read by `history`, and for the token of a member
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  environment: Environment = {},
): Promise<number> {
  let code = 0;
  const report = async (checking: () => Promise<Report>, { json }: Options): Promise<void> => {
    try {
      code = print(terminal, await checking(), json === true);
    } catch (error) {
      if (!isCliError(error)) throw error;
      code = printProblem(terminal, error.message, json === true);
    }
  };
  const serving = async (serve: () => Promise<number>): Promise<void> => {
    try {
      code = await serve();
    } catch (error) {
      if (!isCliError(error)) throw error;
      code = printProblem(terminal, error.message, false);
    }
  };
  const program = commands(report, environment).exitOverride();
  addMcp(program, serving, environment);
  addDemo(program, serving);
  addLogin(program, { terminal, environment, serving });
  for (const command of everyCommand(program))
    command.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: terminal.problem });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

/** A command with those below it. */
const everyCommand = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(everyCommand),
];

function commands(report: Reporting, environment: Environment): Command {
  const program = new Command('folkmoot')
    .version(version(), '--version', 'the version of this program')
    .description(
      'Checks a council’s decisions with nothing but files and the log’s public key, signs for members, lets agents take part, and helps operators.',
    )
    .addHelpText('after', exampleOf('folkmoot verify record.json receipt.tlog-proof --key log.pub'))
    .addHelpText(
      'after',
      '\nEvery command ends with 0 where all that was checked holds, and with 1 where anything does not.',
    );
  addVerify(program, report);
  addVerifyLog(program, report);
  addVerifyCustody(program, report);
  addExport(program, report, environment);
  addCouncilCommands(program, report);
  addNewKey(program, report);
  addMemberCommands(program, report, environment);
  addSupportCommands(program, report, environment);
  addServiceCommands(program, report, environment);
  return program;
}

interface KeyOptions extends Options {
  readonly key?: string;
}

const trusted = 'the verifier key lines that you trust, one a line';
const trustedOrOwn = `${trusted}; else the log’s own are taken, which proves less`;

interface VerifyOptions extends KeyOptions {
  readonly evidence?: string;
  readonly charter?: string;
  readonly ack?: readonly string[];
  readonly proof?: readonly string[];
}

function addVerify(program: Command, report: Reporting): void {
  program
    .command('verify')
    .summary('checks one decision, or a whole archive')
    .description(
      'Checks that a record stands in the log (receipt), that its figures follow from its rules, and with the evidence that the outcome is the same when it is computed again. With one argument: every decision of an exported archive. Reads files only, no network.',
    )
    .argument('<record>', 'the record’s file, or the folder of an archive')
    .argument('[receipt]', 'the receipt’s file')
    .option('--key <file>', `${trusted}; an archive’s own are taken where none are named`)
    .option('--evidence <file>', 'the evidence beside the record: the outcome is computed again from it')
    .option('--charter <file>', 'the charter version that the record names: are its rules the record’s?')
    .option('--ack <files...>', 'acknowledgements: was what they promise kept?')
    .option('--proof <files...>', 'proofs of single answers, which need no evidence')
    .option('--json', asJson)
    .addHelpText(
      'after',
      exampleOf(
        'folkmoot verify record.json receipt.tlog-proof --key log.pub',
        'folkmoot verify record.json receipt.tlog-proof --key log.pub --evidence evidence.json --ack mine.json',
        'folkmoot verify archive --key log.pub',
      ),
    )
    .action((record: string, receipt: string | undefined, options: VerifyOptions) =>
      report(() => verify(record, receipt, options), options),
    );
}

function addVerifyLog(program: Command, report: Reporting): void {
  program
    .command('verify-log')
    .summary('checks every entry of a log, and that it keeps its history')
    .description(
      'Reads a whole log, from a server or a folder, checks every hash, entry and record, and that it still begins with what was seen of it last time.',
    )
    .argument('<log>', 'a council’s URL or a log’s own, or the folder of an archive')
    .option('--key <file>', trustedOrOwn)
    .option('--seen <file>', 'where the checkpoint of last time is kept', 'folkmoot-seen.checkpoint')
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot verify-log https://council.example --key log.pub'))
    .action((log: string, options: KeyOptions & { seen: string }) =>
      report(() => verifyWholeLog(log, options), options),
    );
}

interface ExportOptions extends KeyOptions {
  readonly from: string;
  readonly token?: string;
}

function addExport(program: Command, report: Reporting, environment: Environment): void {
  program
    .command('export')
    .summary('writes the whole archive as files')
    .description(
      'Writes the log, every record with its receipt, evidence, charter versions and public keys as files that `folkmoot verify` proves.',
    )
    .argument('<folder>', 'where to write; an archive that is there is brought up to date')
    .option('--from <url>', 'the server', localServer)
    .option('--token <file>', `${tokenOption}; for the evidence`)
    .option('--key <file>', trustedOrOwn)
    .option('--json', asJson)
    .addHelpText(
      'after',
      exampleOf('folkmoot export archive --from https://council.example --token token.txt'),
    )
    .action((folder: string, options: ExportOptions) =>
      report(() => exportTo(folder, options, environment), options),
    );
}

function addNewKey(program: Command, report: Reporting): void {
  program
    .command('new-key')
    .summary('makes a key for a council’s log, to begin with or to rotate to')
    .description(
      'Writes an Ed25519 key to a file that only its owner can read, and prints its public half. An API that is started with it (FOLKMOOT_LOG_KEY) signs with it from then on; the key before it stays known and signs no more.',
    )
    .argument('<file>', 'where to write; what is there is never overwritten')
    .requiredOption('--origin <name>', 'the log’s name: what stands before the first plus of its key line')
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot new-key log.key --origin council.example/ledger'))
    .action((file: string, options: Options & { origin: string }) =>
      report(() => newKey(file, options.origin), options),
    );
}

async function verify(record: string, receipt: string | undefined, options: VerifyOptions): Promise<Report> {
  const { key, evidence, charter, ack = [], proof = [] } = options;
  if (receipt !== undefined) {
    if (key === undefined)
      throw cliError(
        '--key names the file of the verifier key lines that you trust: without one, a receipt proves nothing.',
      );
    return verifyFiles({ record, receipt, key, evidence, charter, acknowledgements: ack, proofs: proof });
  }
  const found = await stat(record).catch((error: unknown) => {
    throw cliError(`${record} cannot be read (${(error as Error).message}).`);
  });
  if (!found.isDirectory())
    throw cliError(`${record} is no folder of an archive, and a record without its receipt proves nothing.`);
  if (evidence !== undefined || charter !== undefined || ack.length + proof.length > 0)
    throw cliError(
      '--evidence, --charter, --ack and --proof go with the record and the receipt of one decision.',
    );
  return verifyArchive(record, await keysIn(key));
}

const keysIn = async (file: string | undefined) => (file === undefined ? undefined : readKeys(file));

async function verifyWholeLog(
  log: string,
  { key, seen }: KeyOptions & { readonly seen: string },
): Promise<Report> {
  const found = isUrl(log)
    ? logBelow(serverSource(log), 'v1/ledger')
    : logBelow(folderSource(log), files.log);
  return verifyLog({ log: await found, verifiers: await keysIn(key), seen });
}

async function exportTo(
  folder: string,
  { from, token: file, key }: ExportOptions,
  environment: Environment,
): Promise<Report> {
  const token = await tokenFor({ from, token: file }, environment);
  const server = within(serverSource(from, token), 'v1');
  return exportArchive({ server, folder, verifiers: await keysIn(key), isMember: token !== undefined });
}
