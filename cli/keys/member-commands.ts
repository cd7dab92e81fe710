/** The commands of members: a key of one's own, and what is signed with it. */
import type { Command } from 'commander';
import { asJson, exampleOf, localServer, type Options, type Reporting } from '../command.ts';
import type { Environment } from '../../settings/variables.ts';
import { neededToken, tokenOption } from '../login/token.ts';
import { newMemberKey, registerMemberKey, revokeMemberKey } from './member-keys.ts';
import { addSign } from './sign-command.ts';

export function addMemberCommands(program: Command, report: Reporting, environment: Environment): void {
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
      report(async () => registerMemberKey(file, await given(options, environment)), options),
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
      report(async () => revokeMemberKey(fingerprint, await given(options, environment)), options),
    );
  addSign(program, report);
}

interface Changing extends Options {
  readonly from: string;
  readonly token?: string;
  readonly member: string;
  readonly by?: string;
}

const changing = (command: Command): Command =>
  command
    .requiredOption('--member <id>', 'whose keys they are')
    .option('--token <file>', tokenOption)
    .option('--by <file>', 'the file of a key that was registered before, which signs the change')
    .option('--from <url>', 'the server', localServer)
    .option('--json', asJson);

const given = async (options: Changing, environment: Environment) => ({
  ...options,
  token: await neededToken(options, environment),
});
