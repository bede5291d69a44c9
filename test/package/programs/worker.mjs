import * as entries from "./entries.mjs";
import { exercise } from "./exercise.mjs";

globalThis.onmessage = async ({ data: settings }) => {
	try {
		postMessage({ came: await exercise(entries, settings) });
	} catch (error) {
		postMessage({ fault: String(error) });
	}
};
