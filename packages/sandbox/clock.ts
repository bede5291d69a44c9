/** Time, as the sandbox sees it. Whatever needs to know what time it is asks a clock that it was given. */
export interface Clock {
	now(): Date;
	/** The time that `now` would give, where asking moves the clock. */
	peek?(): Date;
	/** Marks the time, and gives what goes back to it. Only where asking moves the clock. */
	mark?(): () => void;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that begins at a time and goes on by a millisecond each time it is asked: the same times again in every run. */
export function countingClock(from: Date): Clock {
	let time = from.getTime();
	return {
		now: () => new Date(time++),
		peek: () => new Date(time),
		mark() {
			const marked = time;
			return () => {
				time = marked;
			};
		},
	};
}

/** Where a clock is, next to the one that it was made from. */
export interface ClockSetting {
	/** Milliseconds before it. */
	ahead_by: number;
	/** The time at which it stands still, if it does. */
	frozen_at: string | null;
}

/** A clock that can be turned. */
export interface AdjustableClock extends Required<Omit<Clock, "mark">> {
	setting: ClockSetting;
	/** Has it show a time. It goes on from there, unless it stands still. */
	set(to: Date): void;
	freeze(): void;
	resume(): void;
}

/** Makes a clock that can be turned from one that can't. */
export function adjustableClock(base: Clock): AdjustableClock {
	const peekBase = () => (base.peek ?? base.now)().getTime();
	const clock: AdjustableClock = {
		setting: { ahead_by: 0, frozen_at: null },
		now: () => at(() => base.now().getTime()),
		peek: () => at(peekBase),
		set(to) {
			const { frozen_at } = clock.setting;
			clock.setting =
				frozen_at === null
					? { ahead_by: to.getTime() - peekBase(), frozen_at }
					: { ...clock.setting, frozen_at: to.toISOString() };
		},
		freeze() {
			const frozen_at = clock.peek().toISOString();
			clock.setting = { ...clock.setting, frozen_at };
		},
		resume() {
			const now = clock.peek();
			clock.setting = { ...clock.setting, frozen_at: null };
			clock.set(now);
		},
	};
	const at = (read: () => number) => {
		const { ahead_by, frozen_at } = clock.setting;
		return frozen_at === null
			? new Date(read() + ahead_by)
			: new Date(frozen_at);
	};
	return clock;
}

/** The ISO 8601 time that is some milliseconds after another. */
export function later(at: string, milliseconds: number): string {
	return new Date(Date.parse(at) + milliseconds).toISOString();
}
