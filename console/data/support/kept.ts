/** What support keeps in this browser (IndexedDB): keys whose private halves no script can read, what is sealed and not sent yet, and drafts, sealed too. */

const stores = ['keys', 'outbox', 'drafts'] as const;
type Store = (typeof stores)[number];

let opening: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('folkmoot-support', 1);
    request.addEventListener('upgradeneeded', () => {
      for (const store of stores) request.result.createObjectStore(store, { keyPath: 'id' });
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => {
      opening = undefined;
      reject(request.error ?? new Error('this browser keeps nothing'));
    });
  });
  return opening;
}

async function asked<Answer>(
  store: Store,
  mode: IDBTransactionMode,
  ask: (objects: IDBObjectStore) => IDBRequest,
): Promise<Answer> {
  const transaction = (await database()).transaction(store, mode);
  const request = ask(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    // What is written is there only when its transaction is through.
    transaction.addEventListener('complete', () => resolve(request.result as Answer));
    const failed = (): void => reject(transaction.error ?? new Error('this browser could not keep it'));
    transaction.addEventListener('error', failed);
    transaction.addEventListener('abort', failed);
  });
}

export const allKept = <Kept>(store: Store): Promise<readonly Kept[]> =>
  asked(store, 'readonly', (objects) => objects.getAll());

export const keptById = <Kept>(store: Store, id: string): Promise<Kept | undefined> =>
  asked(store, 'readonly', (objects) => objects.get(id));

export const keep = <Kept extends { readonly id: string }>(store: Store, kept: Kept): Promise<unknown> =>
  asked(store, 'readwrite', (objects) => objects.put(kept));

export const forget = (store: Store, id: string): Promise<unknown> =>
  asked(store, 'readwrite', (objects) => objects.delete(id));
