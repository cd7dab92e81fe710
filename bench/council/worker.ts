/** The worker of a large council, in a process of its own, so that its memory is nobody else's. */
import { NativeConnection } from '@temporalio/worker';
import { openDatabase } from '../../store/postgres/database.ts';
import { benchWorker, quietRuntime } from './stack.ts';

const [, , url = '', address = '', codePath = ''] = process.argv;
quietRuntime();
const db = openDatabase({ url, onError: (error) => console.error(error) });
const connection = await NativeConnection.connect({ address });
const worker = await benchWorker(connection, db, { codePath });
const running = worker.run();
process.send?.('ready');
/** Told to stop, it loses its parent too. */
const stop = (): void => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
await running;
await connection.close();
await db.destroy();
process.exit();
