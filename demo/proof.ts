/** The proof at the end: record, receipt and evidence as files, checked by `folkmoot verify` as anybody would check them (REC-3). */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../cli/program.ts';
import type { Terminal } from '../cli/report.ts';
import { type Fields, fieldsOf } from '../mcp/council.ts';

export interface Proving {
  readonly origin: string;
  /** Of a member who may read the evidence. */
  readonly token: string;
  readonly decision: string;
  /** As `vote` answered them to their electors. */
  readonly acknowledgements: readonly Fields[];
  /** Where the files go. */
  readonly folder: string;
  readonly terminal: Terminal;
}

/** @returns whether everything holds */
export async function prove(proving: Proving): Promise<boolean> {
  const { origin, token, decision, acknowledgements, folder, terminal } = proving;
  const proof = join(folder, 'proof');
  await mkdir(proof, { mode: 0o700 });
  const file = (name: string): string => join(proof, name);
  const places = {
    'record.json': `/v1/decisions/${decision}/record`,
    'receipt.tlog-proof': `/v1/decisions/${decision}/receipt`,
    'evidence.json': `/v1/decisions/${decision}/evidence`,
    'charter.json': '/v1/charter/versions/1',
    'log.pub': '/v1/ledger/key',
  };
  for (const [name, path] of Object.entries(places)) {
    const answer = await fetch(new URL(path, origin), { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path} is answered with ${answer.status}`);
    await writeFile(file(name), Buffer.from(await answer.arrayBuffer()));
  }
  await writeFile(file('acknowledgements.json'), JSON.stringify(acknowledgements.map(unquoted)));
  const words = [
    ...['verify', 'record.json', 'receipt.tlog-proof', '--key', 'log.pub', '--charter', 'charter.json'],
    ...[
      '--evidence',
      'evidence.json',
      ...(acknowledgements.length === 0 ? [] : ['--ack', 'acknowledgements.json']),
    ],
  ];
  terminal.out(`$ folkmoot ${words.join(' ')}\n`);
  const code = await run(
    words.map((word) => (word.includes('.') ? file(word) : word)),
    terminal,
  );
  return code === 0;
}

/** As the log's promise has it: the tools quote the reason with its author. */
function unquoted({ reason, ...rest }: Fields): Fields {
  const { text } = fieldsOf(reason);
  return { ...rest, ...(reason === undefined ? {} : { reason: typeof text === 'string' ? text : reason }) };
}
