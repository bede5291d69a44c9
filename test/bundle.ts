/** The bundled description as the tests use it: its operations and events, and a judge of what is said. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import {
	type Description,
	readEvents,
	readOperations,
	testServer,
} from "../description/operations.ts";
import type { WorkflowDocument } from "../description/workflows.ts";
import { ROOT } from "../scripts/root.ts";

export const document: Description = JSON.parse(
	readFileSync(`${ROOT}generated/openapi.json`, "utf8"),
);
/** The description of the sandbox's control plane. */
export const controlDocument: Description = JSON.parse(
	readFileSync(`${ROOT}generated/sandbox.json`, "utf8"),
);
export const workflowDocument: WorkflowDocument = JSON.parse(
	readFileSync(`${ROOT}generated/workflows.arazzo.json`, "utf8"),
);
export const { workflows } = workflowDocument;
export const operations = readOperations(document);
export const events = readEvents(document);
const server = testServer(document);
export const KEY = `${server["x-key-prefix"]}anything`;
/** The path of the API, with its version. */
export const BASE = new URL(server.url).pathname;
export const ERROR = "#/components/schemas/Error";

// Not description/validator.ts: what is tested must not be its own judge.
const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
ajv.addSchema({ ...document, $id: "bundle" });

/** What is wrong with a value, by the schema at a JSON pointer of the bundle; empty if nothing. */
export function violations(schema: string, value: unknown): string[] {
	const check = ajv.getSchema(`bundle${encodeURI(schema)}`);
	if (!check) throw new Error(`${schema} is not in the bundle.`);
	return check(value)
		? []
		: (check.errors ?? []).map(
				(error) => `${error.instancePath} ${error.message}`,
			);
}
