/** What the client's tests have in common: a fetch that remembers, its answers, a loopback server, and a logger that keeps its lines. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import {
	type ClientOptions,
	Lomi,
	type LomiError,
} from "../../packages/client/index.ts";
import { methodName, resourceName } from "../../packages/spec/method-names.ts";
import type { Operation } from "../../packages/spec/operations.ts";
import { KEY } from "../bundle.ts";

export const BASE = "http://api.test/v1";

/** A client that sends nothing over a network. */
export function client(
	fetch: ClientOptions["fetch"],
	options?: ClientOptions,
): Lomi {
	return new Lomi({ apiKey: KEY, baseUrl: BASE, fetch, ...options });
}

/** Gives or throws what becomes of a request; `index` is 0 for the first. */
export type Answers = (
	request: Request,
	index: number,
) => Response | Promise<Response>;

/** A fetch that keeps its requests. */
export function recorder(answer: Answers = () => json({ data: [] })) {
	const requests: Request[] = [];
	const inits: RequestInit[] = [];
	return {
		requests,
		/** What fetch was given for each of them. */
		inits,
		fetch: async (url: string, init: RequestInit) => {
			const request = new Request(url, init);
			inits.push(init);
			return answer(request, requests.push(request) - 1);
		},
	};
}

/** Answers in turn, with the last one for all that follow. */
export function inTurn(...answers: (() => Response)[]): Answers {
	return (_request, index) => {
		const answer = answers[Math.min(index, answers.length - 1)];
		if (!answer) throw new Error("There is no answer.");
		return answer();
	};
}

export function json(body: unknown, init?: ResponseInit): Response {
	return new Response(JSON.stringify(body), init);
}

/** Makes empty answers of a status. */
export function empty(status: number, headers: HeadersInit = {}) {
	return () => new Response(null, { status, headers });
}

/** Makes what a network that is down does. */
export const refused = (): Response => {
	throw new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") });
};

export interface Item {
	n: number;
}

/** Items to be listed. */
export const items = (count: number, from = 0): Item[] =>
	Array.from({ length: count }, (_, at) => ({ n: from + at }));

/** How many items an operation gives where nobody says. */
export const defaultSize = ({ parameters, pagination }: Operation): number =>
	parameters.find(({ name }) => name === pagination?.size)?.schema.default;

/**
 * Gives an operation's pages of some items, as its `x-pagination` says.
 *
 * @param options Whether the answers say how many there are, and how many the largest page has.
 */
export function pagesOf(
	operation: Operation,
	count: number,
	{ total = true, most = 1000 } = {},
): Answers {
	const {
		style,
		position = "",
		size = "",
		...says
	} = operation.pagination ?? {
		style: "none",
	};
	return ({ url }) => {
		if (style === "none") return json({ data: items(count) });
		const query = new URL(url).searchParams;
		const asked = Number(query.get(size) ?? defaultSize(operation));
		const used = Math.min(asked, most);
		const at = Number(query.get(position) ?? (style === "page" ? 1 : 0));
		const start = style === "page" ? (at - 1) * used : at;
		const meta = {
			...(says.sizeUsed && { [says.sizeUsed]: used }),
			...(says.total && total && { [says.total]: count }),
		};
		return json({
			data: items(count).slice(start, start + used),
			meta: Object.fromEntries(
				Object.entries(meta).map(([at, value]) => [
					at.replace(/^meta\./, ""),
					value,
				]),
			),
		});
	};
}

/** What a call throws. */
export async function thrown<Thrown = LomiError>(
	call: Promise<unknown>,
): Promise<Thrown> {
	const [error] = await Promise.allSettled([call]);
	if (error.status === "rejected") return error.reason;
	throw new Error("Nothing was thrown.");
}

/** The client's method of an operation, and the examples of its path parameters, which come first. */
export function methodOf(lomi: Lomi, operation: Operation) {
	const name = resourceName(operation.tag);
	const resource = lomi[name as keyof Lomi] as unknown as Record<
		string,
		(...sent: unknown[]) => Promise<unknown>
	>;
	const method = resource[methodName(operation)];
	if (!method) throw new Error(`lomi.${name} has no ${methodName(operation)}`);
	const ids = operation.parameters
		.filter(({ in: place }) => place === "path")
		.map(({ example }) => example);
	return { method: method.bind(resource), ids };
}

/** Calls the client's method of an operation, with the examples of the description as its arguments. */
export function call(
	lomi: Lomi,
	operation: Operation,
	options: object = {},
): ReturnType<Lomi["customers"]["get"]> {
	const { method, ids } = methodOf(lomi, operation);
	const query = operation.parameters
		.filter(({ in: place }) => place === "query")
		.map(({ name, example }) => [name, example]);
	return method(
		...ids,
		...(operation.body ? [operation.body.examples[0]?.value] : []),
		...(query.length > 0 ? [Object.fromEntries(query)] : []),
		options,
	) as ReturnType<Lomi["customers"]["get"]>;
}

/** Keeps log lines: all of them, or those of a level. */
export function keepLines() {
	const lines: { level: string; message: string; fields?: object }[] = [];
	const keep = (level: string) => (message: string, fields?: object) =>
		lines.push({ level, message, ...(fields && { fields }) });
	return {
		lines,
		logger: {
			debug: keep("debug"),
			info: keep("info"),
			warn: keep("warn"),
			error: keep("error"),
		},
	};
}

/** A server on a free port until the test is over; gives its base URL. */
export async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener).listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
