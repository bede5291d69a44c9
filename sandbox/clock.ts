/** Time, as the sandbox sees it. Whatever needs to know what time it is asks a clock that it was given. */
export interface Clock {
	now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that begins at a time and goes on by a millisecond each time it is asked: the same times again in every run. */
export function countingClock(from: Date): Clock {
	let time = from.getTime();
	return { now: () => new Date(time++) };
}
