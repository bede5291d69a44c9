/** Validates a response of the control plane against its description. */
import { expect } from "vitest";
import type { createRouter } from "../../../packages/http/router.ts";
import {
	METRICS_TYPE,
	STREAM_TYPE,
} from "../../../packages/spec/operations.ts";
import { controlViolations, ERROR } from "../../bundle.ts";

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
	// stream.ts validates its messages, and a test of its own the metrics.
	const [type] = response.headers.get("content-type")?.split(";") ?? [];
	if (type === STREAM_TYPE || type === METRICS_TYPE) return;
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
