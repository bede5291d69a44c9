/** Makes a request that shows a difference smaller, as long as it still shows it. */
import type { Node, Request } from "@lomi/spec";

/** So many smaller requests are tried at the most. */
const MOST = 60;

/**
 * The smallest request that can be had by leaving parts out, one after the other.
 *
 * @param shows Whether a smaller request still shows the difference.
 */
export async function shrink(
	request: Request,
	shows: (smaller: Request) => Promise<boolean>,
): Promise<Request> {
	let smallest = request;
	let left = MOST;
	for (let at = 0; left > 0; ) {
		const smaller = partsLeftOut(smallest)[at];
		if (!smaller) return smallest;
		left -= 1;
		// What was left out moves the next part to the same place.
		if (await shows(smaller)) smallest = smaller;
		else at += 1;
	}
	return smallest;
}

/** Copies of a request, each without one of its parts. */
function partsLeftOut(request: Request): Request[] {
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

/** Copies of a JSON value, each without one field or item, however deep. */
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
