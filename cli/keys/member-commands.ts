/** The commands of members: a key of one's own, and what is signed with it. */
import { type Command, InvalidArgumentError } from 'commander';
import type { BallotAct } from '../../ledger/acts/act.ts';
import { type Choice, choices, type PollKind, pollKinds } from '../../rules/model.ts';
import { asJson, exampleOf, localServer, type Options, type Reporting, tokenIn } from '../command.ts';
import { newMemberKey, registerMemberKey, revokeMemberKey, signBallot } from './member-keys.ts';

export function addMemberCommands(program: Command, report: Reporting): void {
  const key = program.command('key').summary('makes, registers and revokes a member’s key to sign with');
  key
    .command('new')
    .summary('makes a key to sign with')
    .description(
      'Writes an Ed25519 key as JWK to a file that only its owner can read. It is never sent anywhere.',
    )
    .argument('<file>', 'where to write; what is there is never overwritten')
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot key new dora.jwk'))
    .action((file: string, options: Options) => report(() => newMemberKey(file), options));
  changing(key.command('register'))
    .summary('registers the public half of a key under one’s own name')
    .description(
      'Registers a key at a service. The first is believed for the token’s sake; every later one is signed by one before it (--by). It counts in electorates that are fixed from then on.',
    )
    .argument('<file>', 'the key’s file')
    .addHelpText(
      'after',
      exampleOf('folkmoot key register second.jwk --member dora --token token.txt --by dora.jwk'),
    )
    .action((file: string, options: Changing) =>
      report(async () => registerMemberKey(file, await given(options)), options),
    );
  changing(key.command('revoke'))
    .summary('revokes a key of one’s own')
    .description(
      'Revokes a key at a service, at once in every poll. It is signed by any key that is still good, the same one too (--by).',
    )
    .argument('<fingerprint>', 'the key’s fingerprint')
    .addHelpText(
      'after',
      exampleOf('folkmoot key revoke FINGERPRINT --member dora --token token.txt --by second.jwk'),
    )
    .action((fingerprint: string, options: Changing) =>
      report(async () => revokeMemberKey(fingerprint, await given(options)), options),
    );
  addSign(program, report);
}

interface Changing extends Options {
  readonly from: string;
  readonly token: string;
  readonly member: string;
  readonly by?: string;
}

const changing = (command: Command): Command =>
  command
    .requiredOption('--member <id>', 'whose keys they are')
    .requiredOption('--token <file>', 'the member’s token')
    .option('--by <file>', 'the file of a key that was registered before, which signs the change')
    .option('--from <url>', 'the server', localServer)
    .option('--json', asJson);

const given = async ({ token, ...options }: Changing) => ({ ...options, token: await tokenIn(token) });

function addSign(program: Command, report: Reporting): void {
  program
    .command('sign')
    .summary('signs a ballot')
    .description(
      'Writes the body of a signed ballot for PUT …/ballot. Nothing is read from a service: a signature is for what is said here and for nothing else.',
    )
    .argument('<file>', 'where to write the body')
    .requiredOption('--key <file>', 'the key’s file')
    .requiredOption('--council <name>', 'the log’s name, as GET /v1/members/{id}/keys has it')
    .requiredOption('--decision <id>', 'the decision')
    .requiredOption('--member <id>', 'who votes')
    .requiredOption('--choice <choice>', choices.join(', '), choiceIn)
    .option('--reason <text>', 'the reason that goes with it')
    .option('--poll <kind>', 'votes, override or ratification', pollIn, 'votes')
    .option('--number <n>', 'which of the decision’s polls of the kind', ordinalIn, 1)
    .option('--text-version <n>', 'the version of the text that is voted on', ordinalIn, 1)
    .option('--sequence <n>', 'which of the member’s ballots in that poll', ordinalIn, 1)
    .option('--json', asJson)
    .addHelpText(
      'after',
      exampleOf(
        'folkmoot sign ballot.json --key dora.jwk --council council.example/log --decision 01a22de5-89b0-75a6-a225-b1ae227fbdb8 --member dora --choice for',
      ),
    )
    .action((file: string, { json, textVersion: version, ...ballot }: Signing) =>
      report(() => signBallot(file, { ...ballot, version }), json === undefined ? {} : { json }),
    );
}

type Signing = Options &
  Omit<BallotAct, 'reason' | 'version'> & {
    readonly key: string;
    readonly reason?: string;
    readonly textVersion: number;
  };

function choiceIn(text: string): Choice {
  const choice = choices.find((one) => one === text);
  if (choice === undefined) throw new InvalidArgumentError(`It is one of ${choices.join(', ')}.`);
  return choice;
}

function pollIn(text: string): PollKind {
  const poll = pollKinds.find((one) => one === text);
  if (poll === undefined) throw new InvalidArgumentError('It is votes, override or ratification.');
  return poll;
}

function ordinalIn(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1 on.');
  return Number(text);
}
