/** The effect of signals on a command. processes.test.ts checks that they reach it. */
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { endOnSignals } from "../../packages/cli/command.ts";

/** A command that receives signals at chosen times. */
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
	"%s starts a graceful shutdown, and doesn't exit the process",
	(name) => {
		const { signal, exits, send } = start();
		expect(signal.aborted).toBe(false);
		send(name);
		expect(signal.reason).toBe(name);
		expect(exits).toStrictEqual([]);
	},
);

test("a repeated signal, as npm sends it, counts once", () => {
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
	"%s, followed by %s after a while, exits at once",
	(first, second, code) => {
		const { signal, exits, send } = start();
		send(first);
		send(second, 501);
		expect(exits).toStrictEqual([code]);
		expect(signal.reason).toBe(first);
	},
);
