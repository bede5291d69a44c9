/** Shared by the client's tests: a recording fetch, its responses, a loopback server, and a recording logger. */
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

/** A client that doesn't use the network. */
export function client(
	fetch: ClientOptions["fetch"],
	options?: ClientOptions,
): Lomi {
	return new Lomi({ apiKey: KEY, baseUrl: BASE, fetch, ...options });
}

/** Returns the response to a request, or throws. `index` is 0 for the first request. */
export type Answers = (
	request: Request,
	index: number,
) => Response | Promise<Response>;

/** A fetch that records its requests. */
export function recorder(answer: Answers = () => json({ data: [] })) {
	const requests: Request[] = [];
	const inits: RequestInit[] = [];
	return {
		requests,
		/** The second argument of each call. */
		inits,
		fetch: async (url: string, init: RequestInit) => {
			const request = new Request(url, init);
			inits.push(init);
			return answer(request, requests.push(request) - 1);
		},
	};
}

/** Returns the responses in turn, then repeats the last one. */
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

/** Returns empty responses with a status. */
export function empty(status: number, headers: HeadersInit = {}) {
	return () => new Response(null, { status, headers });
}

/** Fails like a network that is down. */
export const refused = (): Response => {
	throw new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") });
};

export interface Item {
	n: number;
}

/** Items of a list. */
export const items = (count: number, from = 0): Item[] =>
	Array.from({ length: count }, (_, at) => ({ n: from + at }));

/** An operation's default page size. */
export const defaultSize = ({ parameters, pagination }: Operation): number =>
	parameters.find(({ name }) => name === pagination?.size)?.schema.default;

/**
 * Paginates items as in an operation's `x-pagination`.
 *
 * @param options Whether responses include the total, and the largest page size.
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

/** Returns the error that a call throws. */
export async function thrown<Thrown = LomiError>(
	call: Promise<unknown>,
): Promise<Thrown> {
	const [error] = await Promise.allSettled([call]);
	if (error.status === "rejected") return error.reason;
	throw new Error("Nothing was thrown.");
}

/** An operation's client method, and examples of its path parameters. */
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

/** Calls an operation's client method with the examples of the description. */
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

/** Records log lines: all, or those of one level. */
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

/** Starts a server on a free port for the duration of the test. Returns its base URL. */
export async function serve(listener: RequestListener): Promise<string> {
	const server = createServer(listener).listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
