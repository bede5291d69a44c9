/** A request before it is sent, in parts that can be changed, omitted or reported. */
import type { Example, Operation } from "../operations.ts";

export interface Request {
	operation: Operation;
	/** The operation's method, `GET`, unless a check sends another one. */
	method: string;
	/** Values of the path parameters, not encoded. */
	path: Record<string, string>;
	/** Names and values, not encoded. Names can be repeated. */
	query: [name: string, value: string][];
	/** In addition to the key and the content type. `undefined` removes a default header. */
	headers: Record<string, string | undefined>;
	/** Sent as JSON. Absent if there is no body. */
	body?: unknown;
	/** Sent verbatim instead of `body`, for bodies that aren't JSON. */
	text?: string;
	/** True if the body refers to another resource, whose state can cause a conflict. */
	references?: boolean;
	/** Requests that must be sent before this one, to reproduce its result. */
	after?: Request[];
}

/** Generates unique strings, for idempotency keys and URLs. */
export interface Unique {
	/** The prefix of all of them. */
	stem: string;
	next(): string;
}

export function createUnique(): Unique {
	const stem = `contract-${Date.now().toString(36)}`;
	let count = 0;
	return { stem, next: () => `${stem}-${++count}` };
}

/** A valid request to an operation, built from the examples of its parameters and one of its body. */
export function documentedRequest(
	operation: Operation,
	example: Example | undefined = operation.body?.examples[0],
): Request {
	const examplesIn = (place: string) =>
		operation.parameters
			.filter((parameter) => parameter.in === place)
			.map(({ name, example }): [string, string] => [name, String(example)]);
	return {
		operation,
		method: operation.method.toUpperCase(),
		path: Object.fromEntries(examplesIn("path")),
		query: examplesIn("query"),
		headers: {},
		...(example && { body: example.value }),
	};
}

/** The path and query of a request, below the base URL: `/customers?limit=5`. */
export function targetOf({ operation, path, query }: Request): string {
	const target = operation.path.replaceAll(/{(\w+)}/g, (_, name: string) =>
		encodeURIComponent(path[name] ?? ""),
	);
	return query.length > 0 ? `${target}?${new URLSearchParams(query)}` : target;
}

/** The body as sent; undefined if there is none. */
export function textOf({ text, body }: Request): string | undefined {
	return text ?? (body === undefined ? undefined : JSON.stringify(body));
}

/** All headers of a request, in the order in which they are reported. */
export function headersOf(
	request: Request,
	keyHeader: string,
	key: string,
): [name: string, value: string][] {
	const own = new Set(
		Object.keys(request.headers).map((name) => name.toLowerCase()),
	);
	const given = Object.entries(request.headers).filter(
		(header): header is [string, string] => header[1] !== undefined,
	);
	const text = textOf(request);
	return [
		...(own.has(keyHeader.toLowerCase())
			? []
			: [[keyHeader, key] as [string, string]]),
		...(text === undefined || own.has("content-type")
			? []
			: [["Content-Type", "application/json"] as [string, string]]),
		...given,
	];
}
