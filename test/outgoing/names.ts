/** A name server on loopback whose answers change, and a look-up that asks it. */
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns';
import { once } from 'node:events';
import type { LookupFunction } from 'node:net';

export interface Names {
  readonly lookup: LookupFunction;
  /** How many questions came. */
  readonly asked: () => number;
  readonly close: () => void;
}

/** The words of a message (RFC 1035, section 4.1.1) that a question asks and this server answers, and its parts' lengths in bytes. */
const answered = 0x8180;
const headLength = 12;
const kindAndClass = 4;

/** The answer to a question for addresses of IPv4: a record for each, not to be kept. */
function answerTo(question: Buffer, addresses: readonly string[]): Buffer {
  const end = question.indexOf(0, headLength) + 1 + kindAndClass;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(answered, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt16BE(0, 10);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([head, ...records]);
}

/** @param answers what each question is answered, in turn; the last one for ever */
export async function changingNames(answers: readonly (readonly string[])[]): Promise<Names> {
  let asked = 0;
  const server = createSocket('udp4');
  server.on('message', (question, { port, address }) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    server.send(answerTo(question, addresses), port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  return {
    lookup: (name, { all }, done) =>
      resolver.resolve4(name, (error, found) => {
        if (error !== null) done(error, '', 0);
        else if (all === true)
          done(
            null,
            found.map((address) => ({ address, family: 4 })),
          );
        else done(null, found[0] ?? '', 4);
      }),
    asked: () => asked,
    close: () => server.close(),
  };
}
