/** @scalar/mock-server as its README starts it: `node bench/scalar.ts 4050 openapi.json`. */
import { readFileSync } from "node:fs";
import { serve } from "@hono/node-server";
import { peer } from "./servers.ts";

const [port = "", bundle = ""] = process.argv.slice(2);
const { createMockServer } = await import(
	peer("@scalar/mock-server/dist/index.js")
);
const app = await createMockServer({
	document: JSON.parse(readFileSync(bundle, "utf8")),
	specification: JSON.parse(readFileSync(bundle, "utf8")),
});
serve({ fetch: app.fetch, port: Number(port), hostname: "127.0.0.1" });
