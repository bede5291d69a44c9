import { epochNow } from "./timers.ts";

/** The sandbox's time. Code never reads the machine's clock: it uses the clock that it is given. */
export interface Clock {
	now(): Date;
	/** The time that `now` would return. Needed if calling `now` advances the clock. */
	peek?(): Date;
	/** Returns a function that resets the clock to the current time. Needed if calling `now` advances the clock. */
	mark?(): () => void;
	/** Moves a clock that counts on, unless it is later already. */
	skipTo?(time: Date): void;
}

export const systemClock: Clock = { now: () => new Date(epochNow()) };

/** A clock that starts at a given time and advances by 1 ms on each call, so that every run sees the same times. */
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
		skipTo(to) {
			time = Math.max(time, to.getTime());
		},
	};
}

/** A clock's position relative to its base. */
export interface ClockSetting {
	/** Milliseconds ahead of the base. */
	ahead_by: number;
	/** The time at which it is frozen, if it is. */
	frozen_at: string | null;
}

/** A clock that can be set and frozen. */
export interface AdjustableClock
	extends Required<Omit<Clock, "mark" | "skipTo">> {
	setting: ClockSetting;
	/** Sets the time. The clock keeps running from there unless it is frozen or held. */
	set(to: Date): void;
	freeze(): void;
	resume(): void;
	/** Stops it at the current time while it is being advanced, which `setting` doesn't show. Returns the function that releases it. */
	hold(): () => void;
	/** Adopts what another instance has set, unless it is held here. @param heldAt The time at which it is held there, if it is. */
	follow(setting: ClockSetting, heldAt: Date | undefined): void;
}

/** Makes any clock adjustable. */
export function adjustableClock(base: Clock): AdjustableClock {
	const peekBase = () => (base.peek ?? base.now)().getTime();
	/** The time at which it is held, in milliseconds. */
	let held: number | undefined;
	let isHeldHere = false;
	const clock: AdjustableClock = {
		setting: { ahead_by: 0, frozen_at: null },
		now: () => at(() => base.now().getTime()),
		peek: () => at(peekBase),
		set(to) {
			const { frozen_at } = clock.setting;
			if (held !== undefined) held = to.getTime();
			clock.setting =
				frozen_at === null
					? { ahead_by: to.getTime() - peekBase(), frozen_at }
					: { ...clock.setting, frozen_at: to.toISOString() };
		},
		hold() {
			held = clock.peek().getTime();
			isHeldHere = true;
			return () => {
				if (held === undefined) return;
				const to = new Date(held);
				held = undefined;
				isHeldHere = false;
				clock.set(to);
			};
		},
		follow(setting, heldAt) {
			if (isHeldHere) return;
			clock.setting = setting;
			held = heldAt?.getTime();
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
		if (held !== undefined) return new Date(held);
		const { ahead_by, frozen_at } = clock.setting;
		return frozen_at === null
			? new Date(read() + ahead_by)
			: new Date(frozen_at);
	};
	return clock;
}

/** Sorts after all times in ISO 8601. */
export const NEVER = "~";

/** Adds milliseconds to an ISO 8601 time. */
export function later(at: string, milliseconds: number): string {
	return new Date(Date.parse(at) + milliseconds).toISOString();
}
