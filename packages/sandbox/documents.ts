/** The descriptions that came with the package. */
import { readFileSync } from "node:fs";
import type { Description } from "../spec/operations.ts";

/** That of the API. */
export function readDescription(): Description {
	return readGenerated("openapi.json");
}

/** That of the control plane. */
export function readControlDescription(): Description {
	return readGenerated("sandbox.json");
}

function readGenerated(name: string): Description {
	const file = new URL(`../generated/${name}`, import.meta.url);
	return JSON.parse(readFileSync(file, "utf8"));
}
