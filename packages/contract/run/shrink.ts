/** Shrinks a request that has a finding to a smaller one that still has it. */
import type { Node, Request } from "@lomi/spec";

/** How many smaller requests are tried. */
const MAX_ATTEMPTS = 60;

/**
 * Removes one part of a request after the other.
 *
 * @param reproduces Whether a smaller request still has the finding.
 * @returns The smallest request that was found.
 */
export async function shrink(
	request: Request,
	reproduces: (smaller: Request) => Promise<boolean>,
): Promise<Request> {
	let smallest = request;
	let attempts = MAX_ATTEMPTS;
	for (let index = 0; attempts > 0; ) {
		const smaller = smallerRequests(smallest)[index];
		if (!smaller) return smallest;
		attempts -= 1;
		// Removing a part moves the next one to the same index.
		if (await reproduces(smaller)) smallest = smaller;
		else index += 1;
	}
	return smallest;
}

/** Copies of a request, each without one of its parts. */
function smallerRequests(request: Request): Request[] {
	const { query, headers, body } = request;
	return [
		...query.map((_, index) => ({
			...request,
			query: query.toSpliced(index, 1),
		})),
		...Object.keys(headers).map((name) => ({
			...request,
			headers: without(headers, name),
		})),
		...smallerValues(body).map((smaller) => ({ ...request, body: smaller })),
	];
}

/** Copies of a JSON value, each without one field or item, at any depth. */
function smallerValues(value: unknown): unknown[] {
	if (Array.isArray(value))
		return value.flatMap((item, index) => [
			value.toSpliced(index, 1),
			...smallerValues(item).map((smaller) => value.with(index, smaller)),
		]);
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([name, field]) => [
		without(value as Node, name),
		...smallerValues(field).map((smaller) => ({ ...value, [name]: smaller })),
	]);
}

function without<Value>(
	all: Record<string, Value>,
	name: string,
): Record<string, Value> {
	return Object.fromEntries(
		Object.entries(all).filter(([key]) => key !== name),
	);
}
