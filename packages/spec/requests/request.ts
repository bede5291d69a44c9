/** A request before it is sent: its parts by name, so that a part can be changed, left out or told. */
import type { Example, Operation } from "../operations.ts";

export interface Request {
	operation: Operation;
	/** The operation's own, but where a check sends another: `GET`. */
	method: string;
	/** Values of the path's parameters, not encoded. */
	path: Record<string, string>;
	/** Names and values, not encoded. A name may stand there twice. */
	query: [name: string, value: string][];
	/** Besides the key and the content type. A name with `undefined` keeps the sender's own header of that name away. */
	headers: Record<string, string | undefined>;
	/** Sent as JSON. Absent where there is none. */
	body?: unknown;
	/** Sent as it stands in the place of `body`: what isn't JSON. */
	text?: string;
	/** True where the body names another resource, so that the present state may be against it. */
	references?: boolean;
	/** What must have been sent before, for it to show what it shows. */
	after?: Request[];
}

/** Makes texts that nobody has used yet, for idempotency keys and addresses. */
export interface Unique {
	/** What all of them begin with, and nothing else. */
	stem: string;
	next(): string;
}

export function createUnique(): Unique {
	const stem = `contract-${Date.now().toString(36)}`;
	let count = 0;
	return { stem, next: () => `${stem}-${++count}` };
}

/** A request that an operation accepts, made of the examples of its parameters and of one of its body. */
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

/** Where a request goes below the base URL: `/customers?limit=5`. */
export function targetOf({ operation, path, query }: Request): string {
	const target = operation.path.replaceAll(/{(\w+)}/g, (_, name: string) =>
		encodeURIComponent(path[name] ?? ""),
	);
	return query.length > 0 ? `${target}?${new URLSearchParams(query)}` : target;
}

/** The body as it goes out; undefined where there is none. */
export function textOf({ text, body }: Request): string | undefined {
	return text ?? (body === undefined ? undefined : JSON.stringify(body));
}

/** All headers of a request, in the order in which they are told. */
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
