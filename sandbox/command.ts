#!/usr/bin/env node
/**
 * `npm run sandbox`, `npx lomi-sandbox`: the API with a memory, on this machine. Takes `--port` (4020, 0 is any), `--host`, `--data FILE`,
 * `--empty`, `--seed`, `--seed-size`, `--rate-limit`.
 */
import { readFileSync } from "node:fs";
import { MERCHANTS, seedMerchants } from "./seed/merchants.ts";
import { createSandbox } from "./server.ts";

const document = JSON.parse(
	readFileSync(new URL("../generated/openapi.json", import.meta.url), "utf8"),
);
const sandbox = await createSandbox(document, {
	seed: (database) => seedMerchants(database, document, new Date()),
});
const url = await sandbox.app.listen({
	port: Number(process.argv.at(-1)) || 4020,
	host: "127.0.0.1",
});
console.log(url, MERCHANTS[0]?.api_key);
