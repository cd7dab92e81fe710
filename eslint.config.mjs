// What the linter holds every file to: strict types, one clock, one reader of the environment, no locale order.
import { basename } from 'node:path';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Reading the clock (a Temporal workflow that did would still replay, but two clocks would mix): instants are handed in. */
const clock = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'Take the instant as an argument; only a clock file reads the time.',
  },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: 'Take the instant as an argument; only a clock file reads the time.',
  },
  {
    selector: 'MemberExpression[object.name="performance"][property.name="now"]',
    message: 'Take the instant as an argument; only a clock file reads the time.',
  },
];

/** The environment is read once, where a process starts, and handed on as data. */
const environment = [
  {
    selector: 'MemberExpression[object.name="process"][property.name="env"]',
    message: 'Only a main file reads the environment; take what is needed as an argument.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'Use the global process, and its env in main files only.',
  },
];

/** Orders and formats that differ between machines and Node versions. */
const locale = [
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale\\w*)$/]',
    message: 'Node versions sort and print differently by locale; compare code units with < and >.',
  },
  {
    selector: 'MemberExpression[object.name="Intl"]',
    message: 'Node versions sort and print differently by locale; compare code units with < and >.',
  },
];

/** Errors in the log, under the one name that pino writes them by: under another they are empty objects. */
const logs = [
  {
    selector:
      'CallExpression[callee.property.name=/^(fatal|error|warn|info|debug|trace)$/] > ObjectExpression.arguments:first-child > Property[key.name=/^(error|cause|reason|e)$/]',
    message: 'pino writes an error under the key err; under any other it is an empty object.',
  },
];

/** Chance, which no rule may know: the same facts always give the same answer. */
const chance = [
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'A rule gives the same answer to the same facts.',
  },
];

/**
 * Files that may do what others may not. ESLint lets the last matching block win a rule whole, so each block
 * below names every restriction that holds for its files.
 */
const mayReadTime = [
  'workflows/kit/clock.ts',
  'store/postgres/clock.ts',
  'demo/clock.ts',
  'embedded/**',
  'test/**',
  'bench/**',
  'build.ts',
  'console/data/clock.ts',
  'production/tools/**',
];
const mayReadEnvironment = [
  '*/main.ts',
  'api/server.ts',
  'embedded/bootstrap.mjs',
  'embedded/reset.ts',
  'build.ts',
  'vitest.config.ts',
  'test/**',
  'bench/**',
];
/** A spread of a literal only beats the formatter: `...{ a, b }` is `a, b`. (`...(condition ? { a } : {})` is none.) */
const spreadOfLiteral = {
  selector: 'SpreadElement > ObjectExpression',
  message: 'Write the members themselves: a spread of a literal says nothing more.',
};

const restricted = (...groups) => ['error', spreadOfLiteral, ...groups.flat()];

/** A file says in its first line, in a comment, why it exists. */
const firstLine = {
  create: (context) => ({
    Program(node) {
      const first = context.sourceCode.getAllComments().find((comment) => comment.type !== 'Shebang');
      const [token] = context.sourceCode.getTokens(node);
      if (first === undefined || (token !== undefined && first.range[0] > token.range[0]))
        context.report({
          node,
          message: `${basename(context.filename)} must say in its first line why it exists.`,
        });
    },
  }),
};

export default defineConfig(
  { ignores: ['node_modules/', 'dist/', '.folkmoot*/', 'coverage/', 'schemas/openapi.ts'] },
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    plugins: { folkmoot: { rules: { 'first-line': firstLine } } },
    rules: { 'folkmoot/first-line': 'error' },
  },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Express 5 takes handlers that return promises, and Temporal handlers may be either.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // An activity or a handler is async by its contract, whether or not its body waits.
      '@typescript-eslint/require-await': 'off',
      // Temporal's definitions are written defineUpdate<void, []>: the void and the empty list say what they are.
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // This project has no enums of its own (erasableSyntaxOnly); other packages' are compared with plain numbers.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Marked so only to make it stand out; the settings let no provider but one on this machine be asked so.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-syntax': restricted(clock, environment, locale, logs),
    },
  },
  { files: mayReadTime, rules: { 'no-restricted-syntax': restricted(environment, locale, logs) } },
  { files: mayReadEnvironment, rules: { 'no-restricted-syntax': restricted(clock, locale, logs) } },
  {
    files: [
      'embedded/main.ts',
      'embedded/replay.ts',
      'embedded/reset.ts',
      'embedded/bootstrap.mjs',
      'build.ts',
      'test/**',
      'bench/**',
    ],
    rules: { 'no-restricted-syntax': restricted(locale, logs) },
  },
  {
    files: ['rules/**'],
    rules: {
      'no-restricted-syntax': restricted(clock, environment, locale, logs, chance),
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'The rules depend on nothing but types from charter/.' }] },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'fetch',
        'crypto',
        'console',
      ],
    },
  },
  {
    files: ['workflows/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex:
                '^(node:|zod$|zod/|pg$|kysely|pino|express|@temporalio/(client|worker|activity|testing)$)',
              message: 'Workflow code runs in the sandbox and is replayed: ask an activity.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'fetch', 'crypto', 'structuredClone', 'performance'],
    },
  },
  {
    // Kysely hands out its builders to be taken apart: ({ eb, and }) => ….
    files: ['store/**'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // Commands that a person runs in a terminal, and the programs that print to one.
    files: [
      'embedded/**',
      'build.ts',
      'console/build.mjs',
      'bench/**',
      '.ci/**',
      'production/tools/**',
      'test/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What the API answers is any until a test has looked at it.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
