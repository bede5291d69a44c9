/**
 * The mock: an HTTP server that answers every operation with the examples of the description. It has no memory. Nothing that a
 * client sends reaches Prism, and nothing that it sends ends the server.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { isDeepStrictEqual } from "node:util";
import {
	checkAccept,
	createExplain,
	createFindOperation,
	createHttpServer,
	type HttpAnswer,
	houseError,
	otherEnvironmentOf,
	type Preference,
	Refusal,
	readBody,
	readPreference,
	readTarget,
	refuse,
	refuseInput,
	refuseKey,
	writeAnswer,
} from "@lomi/http";
import {
	type Description,
	type Example,
	keyHeader,
	type Operation,
	readOperations,
	testServer,
} from "@lomi/spec";
import { createValidator } from "@lomi/spec/validation";
import { createPrism } from "./prism.ts";

export interface MockOptions {
	/** Takes a line for each request: its status, method and path. Without it, none is written. */
	log?: (line: string) => void;
	/** Takes the stack trace where the mock itself is at fault. Default: standard error. */
	onFault?: (trace: string) => void;
}

export interface Mock {
	/** Doesn't listen yet. */
	server: Server;
	/** Answers by another description from now on. */
	load(document: Description): Promise<void>;
}

/** Makes the mock of a bundled description. */
export async function createMock(
	document: Description,
	{ log = () => {}, onFault = console.error }: MockOptions = {},
): Promise<Mock> {
	let answer = await createAnswer(document);
	const send = (
		request: IncomingMessage,
		response: ServerResponse,
		found: HttpAnswer,
	) => {
		log(`${found.status} ${request.method} ${request.url}`);
		writeAnswer(request, response, found);
	};
	const server = createHttpServer(async (request, response) => {
		try {
			send(request, response, await answer(request));
		} catch (error) {
			if (error instanceof Refusal)
				return send(request, response, error.answer);
			// The client went away in the middle of its own request: there is nobody to answer.
			if (request.destroyed && !request.complete)
				return void response.destroy();
			onFault(
				error instanceof Error ? (error.stack ?? error.message) : String(error),
			);
			const details = "The mock itself is at fault; its log says why.";
			send(
				request,
				response,
				houseError(500, "Internal server error", details),
			);
		}
	});
	return {
		server,
		load: async (next) => {
			answer = await createAnswer(next);
		},
	};
}

/** What the mock answers to a request, by one description. Throws a {@link Refusal} for a request that isn't a good one. */
async function createAnswer(
	document: Description,
): Promise<(request: IncomingMessage) => Promise<HttpAnswer>> {
	const operations = readOperations(document);
	const validate = createValidator(document);
	const explain = createExplain(operations);
	const prism = await createPrism(document);
	const { url, "x-key-prefix": keyPrefix } = testServer(document);
	const findOperation = createFindOperation(operations, new URL(url).pathname);
	const keyName = keyHeader(document).toLowerCase();

	const checkKey = (
		operation: Operation,
		key: string | string[] = "",
	): void => {
		if (key.length === 0) refuseKey(operation, "missingKey");
		if (String(key).startsWith(keyPrefix) && key.length > keyPrefix.length)
			return;
		const other = otherEnvironmentOf(document, String(key));
		refuseKey(
			operation,
			"unknownKey",
			other &&
				`This is a ${other} key. The mock takes keys that start with \`${keyPrefix}\`.`,
		);
	};

	return async (request) => {
		if (request.httpVersion === "1.1" && !request.headers.host)
			refuseInput("The `Host` header is missing.");
		const { pathname, query } = readTarget(request.url ?? "");
		const { operation, path } = findOperation(request.method ?? "", pathname);
		const { headers } = request;
		checkKey(operation, headers[keyName]);
		checkAccept(headers.accept);
		const body = operation.body ? await readBody(request) : "";
		const violations = validate(operation, {
			path,
			query,
			headers,
			body,
		});
		if (violations.length > 0) return explain(operation, violations);
		const asked = readPreference(headers.prefer);
		const preference =
			Object.keys(asked).length > 0 || !hasAnswerBody(operation)
				? asked
				: matchingScenario(operation, body);
		return (
			(await prism(operation, preference)) ??
			noSuchExample(operation, preference)
		);
	};
}

function hasAnswerBody({ answers }: Operation): boolean {
	return answers.some(({ status, body }) => status < 300 && body);
}

/** The scenario of the request example that a body is most like, so that a link to a product is answered with a link to a product. */
function matchingScenario({ body }: Operation, text: string): Preference {
	if (!body || body.examples.length < 2) return {};
	const sent: Record<string, unknown> = JSON.parse(text);
	const likeness = ({ value }: Example) =>
		Object.entries(value as object)
			.filter(([name, field]) => isDeepStrictEqual(field, sent[name]))
			// The field that tells the variants apart decides; the others only choose among the examples of one.
			.reduce((sum, [name]) => sum + (name === body.tag ? 1_000 : 1), 0);
	const [nearest] = body.examples.toSorted((a, b) => likeness(b) - likeness(a));
	return nearest ? { example: nearest.scenario } : {};
}

function noSuchExample(
	operation: Operation,
	{ code, example }: Preference,
): never {
	const documented = operation.answers
		.map(({ status, body }) => {
			const scenarios = body?.examples.map(({ scenario }) => scenario) ?? [];
			return scenarios.length > 0
				? `${status} (${scenarios.join(", ")})`
				: `${status}`;
		})
		.join(", ");
	const wanted = [code && `code=${code}`, example && `example=${example}`]
		.filter(Boolean)
		.join(", ");
	return refuse(
		400,
		"Invalid request",
		`${operation.id} has no answer for \`Prefer: ${wanted}\`. It has: ${documented}.`,
	);
}
