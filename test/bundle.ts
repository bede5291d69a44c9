/** The bundled description for tests: operations, events, and the reference validator. */
import { readFileSync } from "node:fs";
import { ROOT } from "../packages/spec/generated-files.ts";
import {
	type Description,
	readEvents,
	readOperations,
	testServer,
} from "../packages/spec/operations.ts";
import type { WorkflowDocument } from "../packages/spec/workflows.ts";
import { createJudge } from "./judge.ts";
import { some } from "./some.ts";

export const document: Description = JSON.parse(
	readFileSync(`${ROOT}generated/openapi.json`, "utf8"),
);
/** The control plane's description. */
export const controlDocument: Description = JSON.parse(
	readFileSync(`${ROOT}generated/sandbox.json`, "utf8"),
);
export const workflowDocument: WorkflowDocument = JSON.parse(
	readFileSync(`${ROOT}generated/workflows.arazzo.json`, "utf8"),
);
export const workflows = some(workflowDocument.workflows);
export const operations = some(readOperations(document));
export const events = some(readEvents(document));
const server = testServer(document);
export const KEY = `${server["x-key-prefix"]}anything`;
/** The API's base path, with its version. */
export const BASE = new URL(server.url).pathname;
/** The values of an enum or an open list. */
export function enumOf<Value extends string>(
	schema: string,
	{ components } = document,
): [Value, ...Value[]] {
	const { enum: closed, "x-enumDescriptions": known } =
		components.schemas?.[schema] ?? {};
	return some(closed ?? Object.keys(known));
}
export const ERROR = "#/components/schemas/Error";

/** The violations of the schema at a JSON pointer of the bundle; empty if the value is valid. */
export const violations = await createJudge(document, "openapi");
/** The same for the control plane's description. */
export const controlViolations = await createJudge(controlDocument, "sandbox");
