/** OpenZeppelin's Governor on a chain in this process: EDR, the EVM of Hardhat's, natively compiled, with each transaction in a block of its own. */
import { readFile } from 'node:fs/promises';
import { installPeers, type Peers } from './install.ts';

/** As much of `@nomicfoundation/edr` as is used. */
interface Edr {
  readonly EdrContext: new () => {
    readonly registerProviderFactory: (chain: string, factory: unknown) => Promise<void>;
    readonly createProvider: (...options: readonly unknown[]) => Promise<{
      readonly handleRequest: (request: string) => Promise<{ readonly data: unknown }>;
    }>;
  };
  readonly ContractDecoder: new () => unknown;
  readonly GENERIC_CHAIN_TYPE: string;
  readonly PRAGUE: string;
  readonly SpecId: { readonly Prague: number };
  readonly genericChainProviderFactory: () => unknown;
  readonly l1GenesisState: (hardfork: number) => unknown;
}

/** As much of `solc`: standard JSON in and out (Solidity documentation, "Using the Compiler"). */
interface Solc {
  readonly compile: (
    input: string,
    callbacks: { readonly import: (path: string) => { readonly contents: string } },
  ) => string;
}

interface Contract {
  readonly evm: {
    readonly bytecode: { readonly object: string };
    /** The first four bytes of a call, by signature. */
    readonly methodIdentifiers: Readonly<Record<string, string>>;
  };
}

type Request = (method: string, params?: readonly unknown[]) => Promise<unknown>;

const gasLimit = 3_000_000_000n;

async function openEvm(edr: Edr): Promise<Request> {
  const context = new edr.EdrContext();
  await context.registerProviderFactory(edr.GENERIC_CHAIN_TYPE, edr.genericChainProviderFactory());
  const configuration = {
    allowBlocksWithSameTimestamp: false,
    allowUnlimitedContractSize: true,
    bailOnCallFailure: true,
    bailOnTransactionFailure: true,
    chainId: 31_337n,
    coinbase: new Uint8Array(20),
    defaultTransactionGasLimit: 16_000_000n,
    genesisState: edr.l1GenesisState(edr.SpecId.Prague),
    hardfork: edr.PRAGUE,
    initialBaseFeePerGas: 0n,
    minGasPrice: 0n,
    mining: { autoMine: true, blockGasLimit: gasLimit, memPool: { order: 'Priority' } },
    network: { genesisBlockGasLimit: gasLimit },
    networkId: 31_337n,
    observability: {},
    ownedAccounts: [`0x${'01'.repeat(32)}`],
    precompileOverrides: [],
  };
  const provider = await context.createProvider(
    edr.GENERIC_CHAIN_TYPE,
    configuration,
    { enable: false, decodeConsoleLogInputsCallback: () => [], printLineCallback: () => undefined },
    { subscriptionCallback: () => undefined },
    new edr.ContractDecoder(),
  );
  return async (method, params = []) => {
    const asked = JSON.stringify({ id: 1, jsonrpc: '2.0', method, params });
    const { data } = await provider.handleRequest(asked);
    const answer = (typeof data === 'string' ? JSON.parse(data) : data) as {
      readonly result?: unknown;
      readonly error?: { readonly message: string };
    };
    if (answer.error !== undefined) throw new Error(answer.error.message);
    return answer.result;
  };
}

/** Compiles Council.sol with the optimizer on, as contracts are deployed. */
async function compile({ load, read }: Peers): Promise<Readonly<Record<'Seats' | 'Council', Contract>>> {
  const sources = new Map<string, string>([
    ['Council.sol', await readFile(new URL('Council.sol', import.meta.url), 'utf8')],
  ]);
  // The compiler asks for what is imported while it runs, and takes no promise: what it lacks is read before it runs again.
  for (;;) {
    const missing = new Set<string>();
    const input = {
      language: 'Solidity',
      sources: Object.fromEntries([...sources].map(([path, content]) => [path, { content }])),
      settings: {
        optimizer: { enabled: true, runs: 200 },
        outputSelection: { 'Council.sol': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } },
      },
    };
    const output = JSON.parse(
      (load('solc') as Solc).compile(JSON.stringify(input), {
        import: (path) => {
          missing.add(path);
          return { contents: '' };
        },
      }),
    ) as {
      readonly contracts?: Record<string, Record<'Seats' | 'Council', Contract>>;
      readonly errors?: unknown;
    };
    if (missing.size === 0) {
      const contracts = output.contracts?.['Council.sol'];
      if (contracts === undefined) throw new Error(`Council.sol: ${JSON.stringify(output.errors)}`);
      return contracts;
    }
    for (const path of missing) sources.set(path, await read(path));
  }
}

/** A number or an address as one word of a call's data (Solidity documentation, "Contract ABI Specification"). */
const word = (value: bigint | number | string): string => BigInt(value).toString(16).padStart(64, '0');

export interface GovernorChain {
  /** A proposal whose vote is open; answers its id, a word. */
  readonly propose: (description: number) => Promise<string>;
  readonly castVote: (proposal: string, member: number, support: number) => Promise<void>;
  /** Against, for, abstained (IGovernor's GovernorCountingSimple). */
  readonly votes: (proposal: string) => Promise<readonly number[]>;
}

/** A council of so many, each with one seat and the right to send. */
export async function openGovernor(members: number): Promise<GovernorChain> {
  const peers = await installPeers();
  const { Seats, Council } = await compile(peers);
  const request = await openEvm(peers.load('@nomicfoundation/edr') as Edr);
  const [deployer] = (await request('eth_accounts')) as readonly string[];
  const send = async (from: string | undefined, to: string | undefined, data: string): Promise<string> =>
    (await request('eth_sendTransaction', [
      { from, ...(to === undefined ? {} : { to }), data: `0x${data}`, gasPrice: '0x0' },
    ])) as string;
  const receipt = async (transaction: string) =>
    (await request('eth_getTransactionReceipt', [transaction])) as {
      readonly contractAddress: string;
      readonly logs: readonly { readonly data: string }[];
    };
  const deploy = async ({ evm }: Contract, ...words: readonly string[]): Promise<string> =>
    (await receipt(await send(deployer, undefined, evm.bytecode.object + words.join('')))).contractAddress;
  const call = ({ evm }: Contract, signature: string): string => evm.methodIdentifiers[signature] ?? '';

  const seats = await deploy(Seats);
  const council = await deploy(Council, word(seats));
  const address = (member: number): string => `0x${(2n ** 156n + BigInt(member)).toString(16)}`;
  for (let first = 0; first < members; first += 50) {
    const some = Array.from({ length: Math.min(50, members - first) }, (_, place) => address(first + place));
    await send(
      deployer,
      seats,
      [call(Seats, 'seat(address[])'), word(32), word(some.length), ...some.map(word)].join(''),
    );
    for (const one of some) await request('hardhat_impersonateAccount', [one]);
  }
  const castVote = call(Council, 'castVote(uint256,uint8)');
  return {
    propose: async (description) => {
      // One call of nothing; a description of one character.
      const words = [0x80, 0xc0, 0x100, 0x160, 1, seats, 1, 0, 1, 0x20, 0, 1].map(word);
      const character = (0x41 + description).toString(16).padEnd(64, '0');
      const data = call(Council, 'propose(address[],uint256[],bytes[],string)') + words.join('') + character;
      const { logs } = await receipt(await send(deployer, council, data));
      await request('hardhat_mine', ['0x3']);
      return logs[0]?.data.slice(2, 66) ?? '';
    },
    castVote: async (proposal, member, support) => {
      await send(address(member), council, castVote + proposal + word(support));
    },
    votes: async (proposal) => {
      const data = `0x${call(Council, 'proposalVotes(uint256)')}${proposal}`;
      const answer = (await request('eth_call', [{ to: council, data }])) as string;
      return (answer.slice(2).match(/.{64}/g) ?? []).map((one) => Number(BigInt(`0x${one}`)));
    },
  };
}
