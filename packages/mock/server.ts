/**
 * The mock: an HTTP server that answers every operation with the examples of the description. It has no memory. Nothing that a client
 * sends reaches Prism or crashes the server.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { isDeepStrictEqual } from "node:util";
import {
	checkAccept,
	createExplain,
	createFindOperation,
	createHostCheck,
	createHttpServer,
	type HostRules,
	type HttpAnswer,
	houseError,
	otherEnvironmentOf,
	type Preference,
	Refusal,
	readBody,
	readPreference,
	readTarget,
	refuse,
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

export interface MockOptions extends HostRules {
	/** Receives a line for each request: its status, method and path. Default: none is written. */
	log?: (line: string) => void;
	/** Receives the stack trace of an internal error. Default: standard error. */
	onFault?: (trace: string) => void;
}

export interface Mock {
	/** Not listening yet. */
	server: Server;
	/** Switches to another description. */
	load(document: Description): Promise<void>;
}

/** Creates the mock of a bundled description. */
export async function createMock(
	document: Description,
	{ log = () => {}, onFault = console.error, ...hosts }: MockOptions = {},
): Promise<Mock> {
	const checkHost = createHostCheck("mock", hosts);
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
			checkHost(request);
			send(request, response, await answer(request));
		} catch (error) {
			if (error instanceof Refusal)
				return send(request, response, error.answer);
			// The client disconnected before sending the full request.
			if (request.destroyed && !request.complete)
				return void response.destroy();
			onFault(
				error instanceof Error ? (error.stack ?? error.message) : String(error),
			);
			const details = "Internal error in the mock. See its log.";
			send(
				request,
				response,
				houseError(500, "Internal server error", details),
			);
		}
	}, onFault);
	return {
		server,
		load: async (next) => {
			answer = await createAnswer(next);
		},
	};
}

/** Creates the function that answers requests by one description. It throws a {@link Refusal} for an invalid request. */
async function createAnswer(
	document: Description,
): Promise<(request: IncomingMessage) => Promise<HttpAnswer>> {
	const operations = readOperations(document);
	const validate = createValidator(document);
	const explain = createExplain(document, operations);
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

/** The scenario of the request example that is most similar to a body: a link to a product is answered with a link to a product. */
function matchingScenario({ body }: Operation, text: string): Preference {
	if (!body || body.examples.length < 2) return {};
	const sent: Record<string, unknown> = JSON.parse(text);
	const likeness = ({ value }: Example) =>
		Object.entries(value as object)
			.filter(([name, field]) => isDeepStrictEqual(field, sent[name]))
			// The discriminator decides; other fields only choose among the examples of one variant.
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
