/** The `folkmoot` command at a terminal. */
import { run } from './program.ts';

// Whoever reads the first lines and goes, as `head` does, changes nothing in what was checked.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(
  process.argv.slice(2),
  {
    out: (text) => void process.stdout.write(text),
    problem: (text) => void process.stderr.write(text),
  },
  process.env,
);
