#!/usr/bin/env node
/**
 * `npm run sandbox`, `npx lomi-sandbox`: the API with a memory, on this machine. Takes `--port` (4020, 0 is any), `--host`, `--data FILE`,
 * `--empty`, `--seed`, `--seed-size`, `--rate-limit`.
 */
import { readFileSync } from "node:fs";
import { secureRandom, seededRandom } from "./random.ts";
import { merchantsOf } from "./seed/merchants.ts";
import { seedWorld } from "./seed/world.ts";
import { createSandbox } from "./server.ts";

const document = JSON.parse(
	readFileSync(new URL("../generated/openapi.json", import.meta.url), "utf8"),
);
const sandbox = await createSandbox(document, {
	seed: (database) =>
		seedWorld(database, document, {
			now: new Date(),
			// Asking the system for each of so many IDs takes longer than all the rest of it.
			random: seededRandom(secureRandom.int(0, 2 ** 31 - 1)),
		}),
});
const url = await sandbox.app.listen({
	port: Number(process.argv.at(-1)) || 4020,
	host: "127.0.0.1",
});
console.log(url, merchantsOf(document)[0]?.api_key);
