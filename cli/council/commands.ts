/** The commands for who begins a council, or would change its charter: files to edit, and a charter checked and told. */
import { InvalidArgumentError, type Command } from 'commander';
import { asJson, exampleOf, type Options, type Reporting } from '../command.ts';
import { initCouncil } from './init.ts';
import { tellCharter, type Telling } from './tell.ts';

export function addCouncilCommands(program: Command, report: Reporting): void {
  addInit(program, report);
  addCharter(program, report);
}

function addInit(program: Command, report: Reporting): void {
  program
    .command('init')
    .summary('writes a charter and a members file for a council of your own')
    .description(
      'Writes the default charter as charter.yaml and members to replace as members.yaml. What each field means stands in docs/charter.md; a start refuses what contradicts itself, with every fault.',
    )
    .argument('[folder]', 'where to write; what is there is never overwritten', '.')
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot init own'))
    .action((folder: string, options: Options) => report(() => initCouncil(folder), options));
}

/** As many as a charter can speak of. */
const mostElectors = 1_000_000;

function electors(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text) || Number(text) > mostElectors)
    throw new InvalidArgumentError(`It is a whole number, 1 to ${mostElectors}.`);
  return Number(text);
}

function addCharter(program: Command, report: Reporting): void {
  program
    .command('charter')
    .summary('checks a charter’s file and tells it in words')
    .description(
      'Reads a charter (YAML or JSON, or as GET /v1/charter gave it), lists every fault with its place, and else prints what it says, one sentence a fact. --diff prints what another says otherwise, and the class of the amendment that would turn the first into it. Reads files only, no network.',
    )
    .argument('<file>', 'the charter’s file')
    .option('--diff <file>', 'another charter: only what it says otherwise is told')
    .option(
      '--members <file>',
      'the members of whom electors are counted as of today, for figures beside shares',
    )
    .option(
      '--electorate <number>',
      'how many electors the council has, where there is no file of members',
      electors,
    )
    .option('--json', asJson)
    .addHelpText(
      'after',
      exampleOf(
        'folkmoot charter charter.yaml --members members.yaml',
        'folkmoot charter charter.yaml --diff amended.yaml',
      ),
    )
    .action((file: string, options: Options & Telling) => report(() => tellCharter(file, options), options));
}
