/** The descriptions that ship with the package. */
import { readFileSync } from "node:fs";
import type { Description } from "@lomi/spec";
import { GENERATED } from "./generated-folder.ts";

/** The API's description. */
export function readDescription(): Description {
	return readGenerated("openapi.json");
}

/** The control plane's description. */
export function readControlDescription(): Description {
	return readGenerated("sandbox.json");
}

function readGenerated(name: string): Description {
	return JSON.parse(readFileSync(new URL(name, GENERATED), "utf8"));
}
