// The linter's rules that are this project's own: what reads the time, the environment, a locale or chance, how errors are logged, what a page loads later, and a first line.
import { basename } from 'node:path';

/** A rule that reports whatever a selector finds. https://eslint.org/docs/latest/extend/selectors */
const none = (message, ...selectors) => ({
  create: (context) =>
    Object.fromEntries(selectors.map((selector) => [selector, (node) => context.report({ node, message })])),
});

export default {
  meta: { name: 'folkmoot' },
  rules: {
    // A Temporal workflow that read the clock would still replay, but two clocks would mix.
    'no-clock': none(
      'Take the instant as an argument; only a clock file reads the time.',
      'MemberExpression[object.name="Date"][property.name="now"]',
      'NewExpression[callee.name="Date"][arguments.length=0]',
      'CallExpression[callee.name="Date"]',
      'MemberExpression[object.name="performance"][property.name="now"]',
    ),
    'no-environment': none(
      'Only a main file reads the environment, from the global process; take what is needed as an argument.',
      'MemberExpression[object.name="process"][property.name="env"]',
      'ImportDeclaration[source.value=/^(node:)?process$/]',
    ),
    'no-locale': none(
      'Node versions sort and print differently by locale; compare code units with < and >.',
      'MemberExpression[property.name=/^(localeCompare|toLocale\\w*)$/]',
      'MemberExpression[object.name="Intl"]',
    ),
    'no-chance': none(
      'A rule gives the same answer to the same facts.',
      'MemberExpression[object.name="Math"][property.name="random"]',
    ),
    // Every workflow of a worker shares the modules (worker/create.ts).
    'no-module-state': none(
      'Modules of workflows are shared by all of them: state belongs into the process.',
      ...['Program', 'Program > ExportNamedDeclaration'].flatMap((top) => [
        `${top} > VariableDeclaration[kind!="const"]`,
        `${top} > VariableDeclaration > VariableDeclarator > NewExpression[arguments.length=0]`,
        `${top} > VariableDeclaration > VariableDeclarator > ArrayExpression[elements.length=0]`,
        `${top} > VariableDeclaration > VariableDeclarator > ObjectExpression[properties.length=0]`,
      ]),
    ),
    'import-later': none(
      'Load it through later() of console/data/later.ts: a part that fails to come must come later.',
      'ImportExpression:not(CallExpression[callee.name="later"] > ArrowFunctionExpression > ImportExpression)',
    ),
    'errors-as-err': none(
      'pino writes an error under the key err; under any other it is an empty object.',
      'CallExpression[callee.property.name=/^(fatal|error|warn|info|debug|trace)$/] > ObjectExpression.arguments:first-child > Property[key.name=/^(error|cause|reason|e)$/]',
    ),
    'no-spread-of-literal': none(
      'Write the members themselves: a spread of a literal says nothing more.',
      'SpreadElement > ObjectExpression',
    ),
    'first-line': {
      create: (context) => ({
        Program(node) {
          const first = context.sourceCode.getAllComments().find((comment) => comment.type !== 'Shebang');
          const [token] = context.sourceCode.ast.body;
          if (first === undefined || (token !== undefined && first.range[0] > token.range[0]))
            context.report({
              node,
              message: `${basename(context.filename)} must say in its first line why it exists.`,
            });
        },
      }),
    },
  },
};
