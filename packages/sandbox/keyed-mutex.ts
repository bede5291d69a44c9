/** Lets those with the same name do their work one after the other, and all others at once. */

export type KeyedMutex = <Result>(
	name: string,
	work: () => Promise<Result>,
) => Promise<Result>;

/** @param last The last work under each name, which is kept until it is done. */
export function createKeyedMutex(
	last = new Map<string, Promise<unknown>>(),
): KeyedMutex {
	return async (name, work) => {
		const before = last.get(name) ?? Promise.resolve();
		// Whatever became of the one before, it is over.
		const own = before.then(work, work);
		last.set(name, own);
		try {
			return await own;
		} finally {
			if (last.get(name) === own) last.delete(name);
		}
	};
}
