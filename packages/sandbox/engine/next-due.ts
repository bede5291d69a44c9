/** When something is due next: read now and then, and kept up to date in between. */

/** When something is due next, as far as is known. */
export interface NextDue {
	/** ISO 8601; undefined if nothing is due. */
	readonly due: string | undefined;
	/** Something is due at a time, or has been rolled back. */
	hint(at: string): void;
	/** Reads it. */
	refresh(): Promise<void>;
}

/** @param read Reads it. */
export function createNextDue(
	read: () => Promise<string | undefined>,
): NextDue {
	let due: string | undefined;
	/** The earliest hint since the last refresh began, which may not have read it. */
	let hinted: string | undefined;
	return {
		get due() {
			return due;
		},
		hint(at) {
			due = earlier(due, at);
			hinted = earlier(hinted, at);
		},
		async refresh() {
			hinted = undefined;
			due = earlier(await read(), hinted);
		},
	};
}

/** The earlier of two times in ISO 8601. */
export function earlier(
	one: string | undefined,
	other: string | undefined,
): string | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return one < other ? one : other;
}
