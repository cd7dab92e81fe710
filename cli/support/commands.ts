/** The commands of support: what is said in it is sealed and opened on this machine (SUP-1 to SUP-4). */
import type { Command } from 'commander';
import type { Environment } from '../../settings/variables.ts';
import { asJson, exampleOf, localServer, type Options, type Reporting } from '../command.ts';
import { cliError } from '../error.ts';
import { neededToken, tokenOption } from '../login/token.ts';
import type { Report } from '../report.ts';
import * as asking from './asking.ts';
import { newSealKey } from './seal-keys.ts';

interface Given extends Options {
  readonly from: string;
  readonly token?: string;
}

const withWords = 'the file with the words; - for what is typed in, so that they stand nowhere else';

export function addSupportCommands(program: Command, report: Reporting, environment: Environment): void {
  const support = program
    .command('support')
    .summary('asks for support and gives it; every word is sealed and opened on this machine')
    .addHelpText('after', exampleOf('folkmoot support ask - --member carl', 'folkmoot support show ID'));
  const given = async ({ from, token: file }: Given): Promise<asking.Asking> => ({
    from,
    token: await neededToken({ from, token: file }, environment),
    environment,
  });
  const add = (name: string, summary: string): Command =>
    support
      .command(name)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
      .option('--token <file>', tokenOption)
      .option('--from <url>', 'the server', localServer)
      .option('--json', asJson);
  const run = (options: Given, does: (with_: asking.Asking) => Promise<Report>): Promise<void> =>
    report(async () => does(await given(options)), options);

  add('key', 'makes a key to seal for, keeps it beside the sign-ins of this machine, and registers it')
    .requiredOption('--member <id>', 'whose key it is')
    .requiredOption('--by <file>', 'the file of a key to sign with, registered before (`folkmoot key`)')
    .action((options: Given & { member: string; by: string }) =>
      run(options, ({ from, token }) => newSealKey({ ...options, from, token }, environment)),
    );
  add('duty', 'says that one is on duty as a supporter, or not any more')
    .argument('<word>', 'on or off')
    .action((word: string, options: Given) => {
      if (word !== 'on' && word !== 'off')
        return report(() => Promise.reject(cliError('Say on or off.')), options);
      return run(options, (with_) => asking.setDuty(with_, word === 'on'));
    });
  add('ask', 'asks for support, and shows services outside')
    .argument('<file>', withWords)
    .requiredOption('--member <id>', 'who asks')
    .option('--for <id>', 'whom it is for, who must say yes first')
    .option('--of <ids>', 'the supporters who are asked, in this order; else all on duty')
    .action((file: string, options: Given & { member: string; for?: string; of?: string }) =>
      run(options, (with_) => asking.ask(with_, file, told(options))),
    );
  add('list', 'lists what one asked for, is asked for, gives, or was told').action((options: Given) =>
    run(options, asking.list),
  );
  add('show', 'shows how it stands, and opens what is sealed for one')
    .argument('<id>')
    .action((id: string, options: Given) => run(options, (with_) => asking.show(with_, id)));
  for (const [name, path, summary] of plain)
    add(name, summary)
      .argument('<id>')
      .action((id: string, options: Given) => run(options, (with_) => asking.does(with_, id, path)));
  add('decline', 'refuses or changes a supporter, or steps back')
    .argument('<id>')
    .argument('<who>')
    .action((id: string, who: string, options: Given) =>
      run(options, (with_) => asking.does(with_, id, 'decline', { who })),
    );
  add('say', 'says something in the room')
    .argument('<id>')
    .argument('<file>', withWords)
    .action((id: string, file: string, options: Given) =>
      run(options, (with_) => asking.say(with_, id, file)),
    );
  add('danger', 'states that a life is in imminent danger, with the least that a contact needs to know')
    .argument('<id>')
    .argument('<file>', withWords)
    .requiredOption('--contact <id>', 'whom it is told to')
    .action((id: string, file: string, options: Given & { contact: string }) =>
      run(options, (with_) => asking.danger(with_, id, file, options.contact)),
    );
  add('review', 'says as guardian whether it was proper to tell a danger')
    .argument('<id>')
    .argument('<file>', withWords)
    .requiredOption('--member <id>', 'who reviews it')
    .option('--proper', 'it was proper')
    .option('--improper', 'it was misuse: the supporter’s role ends')
    .action((id: string, file: string, options: Given & { member: string; proper?: true; improper?: true }) =>
      run(options, (with_) => {
        const { member, proper, improper } = options;
        if (proper === improper) throw cliError('Say --proper or --improper.');
        return asking.review(with_, id, file, { member, proper: proper === true });
      }),
    );
  add('services', 'shows services outside').action((options: Given) => run(options, asking.services));
}

const plain = [
  ['consent', 'consent', 'says yes to support that another asked for'],
  ['take', 'taking', 'takes it, as a supporter who is asked'],
  ['second', 'danger/second', 'seconds a danger'],
  ['end', 'end', 'ends it'],
] as const;

const told = ({ member, for: person, of }: { member: string; for?: string; of?: string }) => ({
  member,
  ...(person === undefined ? {} : { person }),
  ...(of === undefined ? {} : { of }),
});
