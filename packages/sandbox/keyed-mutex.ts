/** Runs work with the same key one at a time, and everything else concurrently. */

export type KeyedMutex = <Result>(
	name: string,
	work: () => Promise<Result>,
) => Promise<Result>;

/** @param last The last work per key, which is removed once it settles. */
export function createKeyedMutex(
	last = new Map<string, Promise<unknown>>(),
): KeyedMutex {
	return async (name, work) => {
		const before = last.get(name) ?? Promise.resolve();
		// Run it whether the previous work succeeded or failed.
		const own = before.then(work, work);
		last.set(name, own);
		try {
			return await own;
		} finally {
			if (last.get(name) === own) last.delete(name);
		}
	};
}
