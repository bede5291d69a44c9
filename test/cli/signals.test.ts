/** What signals do to a command. That they reach it is tested in processes.test.ts. */
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { endOnSignals } from "../../packages/cli/command.ts";

/** A command that signals are sent to, at times of the test's. */
function start() {
	const from = new EventEmitter();
	const exits: number[] = [];
	let time = 1_000;
	const signal = endOnSignals(
		from,
		(code) => exits.push(code),
		() => time,
	);
	return {
		signal,
		exits,
		send(name: NodeJS.Signals, later = 0) {
			time += later;
			from.emit(name);
		},
	};
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
	"%s asks the command to end, and doesn't end the process",
	(name) => {
		const { signal, exits, send } = start();
		expect(signal.aborted).toBe(false);
		send(name);
		expect(signal.reason).toBe(name);
		expect(exits).toStrictEqual([]);
	},
);

test("the same signal twice at once, as npm sends it, is one", () => {
	const { exits, send } = start();
	send("SIGINT");
	send("SIGINT", 20);
	send("SIGINT", 400);
	expect(exits).toStrictEqual([]);
});

test.each([
	["SIGINT", "SIGINT", 130],
	["SIGTERM", "SIGINT", 143],
] as const)(
	"%s, and %s after a while, ends the process at once",
	(first, second, code) => {
		const { signal, exits, send } = start();
		send(first);
		send(second, 501);
		expect(exits).toStrictEqual([code]);
		expect(signal.reason).toBe(first);
	},
);
