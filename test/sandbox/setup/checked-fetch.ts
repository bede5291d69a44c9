/** A fetch for the tests' clients that validates every response against the description. */
import { expect } from "vitest";
import { createRouter } from "../../../packages/http/router.ts";
import { BASE, ERROR, operations, violations } from "../../bundle.ts";

const route = createRouter(operations);

/** Fetches and validates the response: a success by its schema, an error by the house shape. */
export async function fetchAndCheck(
	url: string,
	init: RequestInit,
): Promise<Response> {
	const response = await fetch(url, init);
	const { status, headers } = response;
	const text = init.method === "HEAD" ? "" : await response.clone().text();
	const body = text ? JSON.parse(text) : undefined;
	if (body)
		expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
	if (status >= 400 && body) {
		expect(violations(ERROR, body)).toStrictEqual([]);
		expect(body.error.status ?? status).toBe(status);
	}
	if (status < 400) {
		const path = new URL(url).pathname.slice(BASE.length);
		const found = route(init.method ?? "GET", path);
		const answer =
			found.found === "operation"
				? found.operation.answers.find((each) => each.status === status)
				: undefined;
		expect(answer, `${status} is documented`).toBeDefined();
		if (body)
			expect(violations(answer?.body?.schema ?? "", body)).toStrictEqual([]);
	}
	return response;
}
