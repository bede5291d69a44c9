/** Holds an answer of the control plane against its description, by a judge of its own. */
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { expect } from "vitest";
import type { createRouter } from "../../../mock/router.ts";
import { controlDocument, ERROR } from "../../bundle.ts";

const ajv = new Ajv2020({ allErrors: true, strict: false });
formats.default(ajv);
ajv.addSchema({ ...controlDocument, $id: "control" });

/** What is wrong with a value, by the schema at a JSON pointer of the control plane's description. */
export function controlViolations(schema: string, value: unknown): string[] {
	const check = ajv.getSchema(`control${encodeURI(schema)}`);
	if (!check) throw new Error(`${schema} is not in the bundle.`);
	return check(value)
		? []
		: (check.errors ?? []).map(
				(error) => `${error.instancePath} ${error.message}`,
			);
}

export async function checkControl(
	route: ReturnType<typeof createRouter>,
	base: string,
	method: string,
	response: Response,
): Promise<void> {
	const found = route(
		method,
		new URL(response.url).pathname.slice(base.length),
	);
	const text = await response.text();
	const body = text ? JSON.parse(text) : undefined;
	if (found.found !== "operation") {
		expect(controlViolations(ERROR, body)).toStrictEqual([]);
		return;
	}
	const { id, answers } = found.operation;
	const answer = answers.find(({ status }) => status === response.status);
	expect(answer, `${id} documents ${response.status}: ${text}`).toBeDefined();
	if (answer?.body)
		expect(controlViolations(answer.body.schema, body)).toStrictEqual([]);
	else expect(text).toBe("");
}
