/** `folkmoot verify-custody`: a chain of custody from its files, without a network: its entries, their signatures, where nobody answered for the file (ALM-6). */
import { hash } from 'node:crypto';
import type { Command } from 'commander';
import { readJson } from '../../charter/text/json.ts';
import { textOf } from '../../charter/text/utf8.ts';
import { isObject } from '../../ledger/bytes/json.ts';
import { type CustodyChain, custodyChainSchema, verifyChain } from '../../ledger/custody/chain.ts';
import type { CustodyEntry } from '../../ledger/custody/entry.ts';
import { counted, failed, passed } from '../../ledger/recount/check.ts';
import { longestFile } from '../../rules/custody/chain.ts';
import { asJson, exampleOf, type Options, type Reporting } from '../command.ts';
import { cliError } from '../error.ts';
import { mostChecks, type Report } from '../report.ts';
import { fileBytes } from '../source.ts';
import { readKeys } from '../verify.ts';

/** Bytes of a page of a chain. */
const longestPage = 64_000_000;

interface CustodyOptions extends Options {
  readonly key: string;
  readonly file?: string;
}

export function addVerifyCustody(program: Command, report: Reporting): void {
  program
    .command('verify-custody')
    .summary('checks who took a file in custody, from whom, when and why')
    .description(
      'Checks the pages of a chain of custody, as GET /v1/custody/{sha256}/chain gave them: every entry names the one before it and stands in the log, every taking is signed by its taker, and each time in which nobody answered for the file shows. Reads files only, no network.',
    )
    .argument('<pages...>', 'the pages of the chain, in their order')
    .requiredOption('--key <file>', 'the verifier key lines that you trust, one a line')
    .option('--file <file>', 'the file itself: is it the one whose custody this is?')
    .option('--json', asJson)
    .addHelpText('after', exampleOf('folkmoot verify-custody chain.json --key log.pub --file photograph.jpg'))
    .action((pages: readonly string[], options: CustodyOptions) =>
      report(() => verifyCustody(pages, options), options),
    );
}

async function verifyCustody(files: readonly string[], { key, file }: CustodyOptions): Promise<Report> {
  const verifiers = await readKeys(key);
  const pages = await Promise.all(files.map(pageIn));
  const proven = verifyChain(pages, verifiers);
  if ('faults' in proven)
    return { checks: proven.faults.slice(0, mostChecks).map((sentence) => failed('record', sentence)) };
  const { entries, standing, origin } = proven;
  const { sha256 = '', next = null } = pages.at(-1) ?? {};
  const takings = entries.filter(({ kind }) => kind === 'taken').length;
  const checks = [
    passed(
      'record',
      `Each of the ${counted(entries.length, 'entry', 'entries')} of the chain of ${sha256} names the one before it and stands in the log ${origin}.`,
    ),
    passed(
      'record',
      `${counted(takings, 'taking')} of them ${takings === 1 ? 'is' : 'are'} signed by who took it (ALM-6).`,
    ),
  ];
  if (file !== undefined) {
    const found = hash('sha256', await fileBytes(file, longestFile), 'hex');
    checks.push(
      found === sha256
        ? passed('evidence', `${file} is the file.`)
        : failed('evidence', `${file} has the SHA-256 ${found}: it is another file.`),
    );
  }
  const notes = [
    ...entries.flatMap(sentence),
    standing.holder === null
      ? `Nobody has answered for the file since ${standing.since}.`
      : `${standing.holder} has held it since ${standing.since}; whether they departed since, the chain does not say.`,
    ...(next === null ? [] : [`More entries follow after entry ${next}: they are not here.`]),
    'Not checked: whether a key was revoked before it signed, which the whole log says (folkmoot verify-log).',
  ];
  return { checks, notes, figures: { origin, sha256, entries: entries.length } };
}

function sentence(entry: CustodyEntry): readonly string[] {
  const { n, at, by } = entry;
  switch (entry.kind) {
    case 'deposited':
      return [`${n}: ${by} brought it on ${at}.`];
    case 'offered':
      return [`${n}: ${by} offered it to ${entry.to} on ${at}: ${entry.why}`];
    case 'withdrawn':
      return [`${n}: ${by} took back what they had offered, on ${at}.`];
    case 'taken': {
      const from = entry.from === null ? '' : ` from ${entry.from}`;
      const gap =
        entry.gap === null ? [] : [`A gap: from ${entry.gap.since} to ${at} nobody answered for it.`];
      return [...gap, `${n}: ${by} took it${from} on ${entry.takenAt}: ${entry.why}`];
    }
    case 'read':
      return [`${n}: ${by} read it on ${at}.`];
  }
}

/** A page as it was saved: by itself, or in the answer that it came in. */
async function pageIn(file: string): Promise<CustodyChain> {
  const reading = readJson(textOf(await fileBytes(file, longestPage)) ?? '', {
    deepest: 20,
    mostFindings: 1,
  });
  if (!('value' in reading)) throw cliError(`${file} is no JSON.`);
  const { value } = reading;
  const page = custodyChainSchema.safeParse(isObject(value) && 'document' in value ? value.document : value);
  if (!page.success) throw cliError(`${file} is no page of a chain of custody.`);
  return page.data;
}
