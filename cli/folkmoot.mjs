#!/usr/bin/env node
// The `folkmoot` command: the built program where it is as new as a checkout's sources, else those.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'cli', 'main.ts');
const built = join(root, 'dist', 'cli', 'main.js');

// What the command is made of; a file that was removed since shows in its folder.
const rooms = ['charter', 'cli', 'codec', 'ledger', 'mcp', 'rules', 'settings'];

const isNewerThanSources = (since) =>
  rooms.every((room) =>
    ['.', ...readdirSync(join(root, room), { recursive: true })].every(
      (file) => statSync(join(root, room, file)).mtimeMs < since,
    ),
  );

if (existsSync(source) && !(existsSync(built) && isNewerThanSources(statSync(built).mtimeMs))) {
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(source).href);
} else {
  await import(pathToFileURL(built).href);
}
