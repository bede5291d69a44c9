/** Lets those with the same name do their work one after the other, and all others at once. */

export type Turns = <Result>(
	name: string,
	work: () => Promise<Result>,
) => Promise<Result>;

export function createTurns(): Turns {
	const last = new Map<string, Promise<unknown>>();
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
