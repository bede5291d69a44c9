/**
 * Loaded before a recipe: fails if a timer of the sandbox, the client or the recipe waits for a second or more of real time, which even a slow
 * machine doesn't need. Recipes use the sandbox's clock.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";

const { setTimeout } = timers;

function watched(callback, delay, ...args) {
	const [, , caller = ""] = new Error().stack?.split("\n") ?? [];
	const isOurs = /\/node_modules\/lomi-|\/recipe\./.test(caller);
	if (!isOurs || !(delay >= 1_000)) return setTimeout(callback, delay, ...args);
	const told = () => {
		console.error(`It waited for ${delay} ms of real time: ${caller.trim()}`);
		process.exit(1);
	};
	return setTimeout(told, delay);
}

timers.setTimeout = watched;
globalThis.setTimeout = watched;
syncBuiltinESMExports();
