/**
 * The sandbox: every operation of the description, with a memory. What a request must be and what an answer looks like comes from the
 * description, here and for all; a handler of resources/ has only the rules of its resource.
 */

import type { Socket } from "node:net";
import fastify, {
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
} from "fastify";
import {
	type Description,
	idempotencyHeader,
	keyHeader,
	type Operation,
	readOperations,
	testServer,
} from "../description/operations.ts";
import {
	createSchemaCheck,
	createValidator,
} from "../description/validator.ts";
import { describeViolation } from "../description/wording.ts";
import { createExplain, examplesOf, refuseKey } from "../mock/errors.ts";
import type { MockAnswer } from "../mock/prism.ts";
import {
	houseError,
	Refusal,
	refuse,
	refuseUnreadable,
} from "../mock/refusal.ts";
import { checkAccept, decodeBody } from "../mock/request.ts";
import { type Clock, systemClock } from "./clock.ts";
import { IN_MEMORY } from "./data/file.ts";
import { migrate } from "./data/migrations.ts";
import { type Database, openDatabase } from "./data/sqlite.ts";
import type { Context } from "./http/context.ts";
import { envelop } from "./http/envelope.ts";
import { checkHost } from "./http/guard.ts";
import {
	findKept,
	fingerprintOf,
	type Kept,
	keep,
} from "./http/idempotency.ts";
import { createRateLimiter } from "./http/rate-limit.ts";
import { readQuery, withDefaults } from "./http/read.ts";
import { createTurns } from "./http/turns.ts";
import { type Random, secureRandom } from "./random.ts";
import { handlersOf } from "./resources/index.ts";

export interface SandboxOptions {
	/** Path of the database's file. Default: in memory, gone at the end. */
	data?: string;
	clock?: Clock;
	random?: Random;
	/** Counts requests as the API does. Default: false. */
	rateLimit?: boolean;
	/** Hosts that it may be called by, besides those of this machine. */
	hosts?: readonly string[];
	/** Takes a line for each request: its status, method and address. */
	log?: (line: string) => void;
	/** Takes what the sandbox itself did wrong. Default: standard error. */
	onFault?: (trace: string) => void;
	/** Fills a database that is empty. */
	seed?: (database: Database, document: Description) => Promise<void>;
}

export interface Sandbox {
	/** Doesn't listen yet. */
	app: FastifyInstance;
	database: Database;
	/** Answers by another description from now on, and keeps its data. */
	load(document: Description): Promise<void>;
	/** Ends when what is under way is done. */
	close(): Promise<void>;
}

/** Bytes of a request body that are read before it is refused. */
const BODY_LIMIT = 1_000_000;

/**
 * Makes a sandbox of the description.
 *
 * @throws {DataFileError} Where the file is none that it can use.
 */
export async function createSandbox(
	document: Description,
	options: SandboxOptions = {},
): Promise<Sandbox> {
	const { data = IN_MEMORY, seed } = options;
	const database = openDatabase(data);
	const underWay = new Set<Promise<unknown>>();
	const create = async (of: Description) => {
		const app = createApp(of, database, options, underWay);
		await app.ready();
		return app;
	};
	let app: FastifyInstance;
	try {
		await migrate(database, data, async () => seed?.(database, document));
		app = await create(document);
	} catch (error) {
		await database.destroy();
		throw error;
	}
	return {
		app,
		database,
		async load(next) {
			// Fastify's routes can't be taken out: others stand behind the same server from now on.
			const { routing } = await create(next);
			app.server.removeAllListeners("request");
			app.server.on("request", routing);
		},
		async close() {
			await app.close();
			// Whoever asked may have gone away; what they asked for is still done, or undone.
			await Promise.allSettled(underWay);
			await database.destroy();
		},
	};
}

/** Makes the server that answers by a description, and keeps in `underWay` what it has begun. */
function createApp(
	document: Description,
	database: Database,
	options: SandboxOptions,
	underWay: Set<Promise<unknown>>,
): FastifyInstance {
	const { hosts = [], log = () => {}, onFault = console.error } = options;
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		exposeHeadRoutes: true,
		routerOptions: { maxParamLength: 2_000 },
		// An address that can't be decoded never comes to the handlers below.
		frameworkErrors: (error, request, reply: FastifyReply) =>
			send(reply, answerTo(error, request, onFault)),
		clientErrorHandler: (error, socket) =>
			refuseUnreadable(error, socket as Socket),
		http: {
			maxHeaderSize: 16_384,
			headersTimeout: 10_000,
			requestTimeout: 30_000,
			connectionsCheckingInterval: 1_000,
		},
		// Loading Fastify's own takes as long as the rest of it, and nobody asks for them: the description is what validates here.
		schemaController: {
			compilersFactory: {
				buildValidator: noCompiler,
				buildSerializer: noCompiler,
			},
		},
		forceCloseConnections: "idle",
		// What still comes in at the end is answered like the rest.
		return503OnClosing: false,
	});
	// What a body is, the description says; Fastify only brings its bytes.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) =>
		done(null, body),
	);
	app.addHook("onRequest", async ({ headers }) => checkHost(headers, hosts));
	app.addHook("onResponse", async ({ method, url }, { statusCode }) =>
		log(`${statusCode} ${method} ${url}`),
	);
	app.setErrorHandler((error, request, reply) =>
		send(reply, answerTo(error, request, onFault)),
	);
	const operations = readOperations(document);
	const base = new URL(testServer(document).url).pathname;
	app.setNotFoundHandler((request) => notFound(request, operations, base));
	const answer = createAnswer(document, operations, database, options);
	for (const operation of operations)
		app.route<{ Params: Record<string, string> }>({
			method: operation.method.toUpperCase(),
			url: base + operation.path.replaceAll(/{(\w+)}/g, ":$1"),
			handler: async (request, reply) => {
				const work = answer(operation, request);
				underWay.add(work);
				const { status, text } = await work.finally(() =>
					underWay.delete(work),
				);
				reply.code(status);
				if (text) reply.header("content-type", JSON_TYPE);
				return reply.send(text);
			},
		});
	return app;
}

function noCompiler(): never {
	throw new Error("A route has a schema of its own.");
}

function send(
	reply: FastifyReply,
	{ status, headers, body }: MockAnswer,
): FastifyReply {
	return reply
		.code(status)
		.headers({ ...headers, "content-type": JSON_TYPE })
		.send(JSON.stringify(body));
}

const JSON_TYPE = "application/json; charset=utf-8";

/** What an error is answered with: a refusal as it says, Fastify's own in the house shape, and a fault of ours without its particulars. */
function answerTo(
	error: unknown,
	{ method, url }: FastifyRequest,
	onFault: (trace: string) => void,
) {
	if (error instanceof Refusal) return error.answer;
	const {
		statusCode = 500,
		code,
		stack,
		message,
	} = error as Error & {
		statusCode?: number;
		code?: string;
	};
	if (statusCode < 500) {
		const details = FASTIFY_ERRORS[code ?? ""] ?? message;
		return houseError(statusCode, "Invalid request", details);
	}
	onFault(`${method} ${url}: ${stack ?? message}`);
	return houseError(
		500,
		"Internal server error",
		"The sandbox itself is at fault; its log says why.",
	);
}

const FASTIFY_ERRORS: Record<string, string> = {
	FST_ERR_BAD_URL: "The address has a malformed percent escape.",
	FST_ERR_CTP_BODY_TOO_LARGE: `The request body is larger than ${BODY_LIMIT / 1e6} MB.`,
	FST_ERR_CTP_INVALID_CONTENT_LENGTH:
		"The `Content-Length` header is not the length of the body.",
	FST_ERR_CTP_INVALID_MEDIA_TYPE:
		"The `Content-Type` header must be `application/json`.",
};

/** A path or a method that isn't there. */
function notFound(
	{ method, url }: FastifyRequest,
	operations: Operation[],
	base: string,
): never {
	const [path = ""] = url.split("?");
	const methods = operations
		.filter((operation) => pathPattern(base, operation).test(path))
		.map((operation) => operation.method.toUpperCase());
	if (methods.length > 0) {
		const allow = [...new Set(methods)].join(", ");
		return refuse(405, "Method not allowed", `\`${path}\` takes ${allow}.`, {
			allow,
		});
	}
	return refuse(
		404,
		"Resource not found",
		`No operation has the address ${method} \`${path}\`. They all start with \`${base}/\`.`,
	);
}

function pathPattern(base: string, { path }: Operation): RegExp {
	return new RegExp(`^${base}${path.replaceAll(/{\w+}/g, "[^/]+")}$`);
}

/** Makes the function that answers an operation: who asks, whether it holds, what its handler does, and whether that is as described. */
function createAnswer(
	document: Description,
	operations: Operation[],
	database: Database,
	options: SandboxOptions,
) {
	const { clock = systemClock, random = secureRandom } = options;
	const server = testServer(document);
	const check = createSchemaCheck(document);
	const validate = createValidator(document, check);
	const explain = createExplain(operations);
	const handlers = handlersOf(document, operations);
	const keyName = keyHeader(document).toLowerCase();
	const idempotencyName = idempotencyHeader(document).toLowerCase();
	const oneByOne = createTurns();
	const limiter = options.rateLimit
		? createRateLimiter(server["x-rate-limit"], clock)
		: () => 0;

	/** Whose key it is. */
	const authenticate = async (operation: Operation, given: unknown) => {
		const key = String(given ?? "");
		if (key === "") return refuseKey(operation, "missingKey");
		const merchant = await database
			.selectFrom("api_keys")
			.innerJoin("merchants", "merchants.merchant_id", "api_keys.merchant_id")
			.select(["merchants.merchant_id", "organization_id"])
			.where("api_key", "=", key)
			.executeTakeFirst();
		if (merchant) return merchant;
		const other = document.servers.find(
			(each) => each !== server && key.startsWith(each["x-key-prefix"]),
		);
		return refuseKey(
			operation,
			"unknownKey",
			other &&
				`This is a ${other["x-environment"]} key. The sandbox takes test keys, which start with \`${server["x-key-prefix"]}\`.`,
		);
	};

	const limit = (operation: Operation, key: string) => {
		const wait = limiter(key);
		if (wait === 0) return;
		const [example] = examplesOf(operation, 429);
		throw new Refusal({
			status: 429,
			headers: { "retry-after": String(wait) },
			body: example?.value,
		});
	};

	/** Runs the handler, and holds its answer against the description. */
	const run = async (context: Context): Promise<Kept> => {
		const { operation } = context;
		const handler = handlers[operation.id];
		if (!handler) throw new Error(`There is no handler for ${operation.id}.`);
		const { status, body } = envelop(context, await handler(context));
		const schema = operation.answers.find((each) => each.status === status)
			?.body?.schema;
		const [error] = schema ? check(schema, body) : [];
		if (error) {
			const { details } = describeViolation(error, {
				root: "",
				whole: "The body",
			});
			throw new Error(
				`The ${status} of ${operation.id} is not as described: ${details}.`,
			);
		}
		return { status, text: body ? JSON.stringify(body) : "" };
	};

	return async (
		operation: Operation,
		request: FastifyRequest,
	): Promise<Kept> => {
		const { headers, method, url } = request;
		const merchant = await authenticate(operation, headers[keyName]);
		limit(operation, String(headers[keyName]));
		checkAccept(headers.accept);
		const text = operation.body
			? decodeBody((request.body as Buffer | undefined) ?? NOTHING, headers)
			: "";
		const query = new URLSearchParams(url.split(/\?(.*)/s)[1]);
		const path = request.params as Record<string, string>;

		const attempt = async (on: Context["database"]): Promise<Kept> => {
			const violations = validate(operation, {
				path,
				query,
				headers,
				body: text,
			});
			if (violations.length > 0)
				throw new Refusal(explain(operation, violations));
			return run({
				database: on,
				document,
				operation,
				merchant,
				path,
				query: readQuery(operation, query),
				body: text ? withDefaults(document, operation, JSON.parse(text)) : {},
				environment: server["x-environment"],
				clock,
				random,
			});
		};

		// One look is one statement; a page and its total are two, and have to agree.
		const within = <Result>(
			act: (on: Context["database"]) => Promise<Result>,
		) =>
			handlers[operation.id]?.outside ||
			(!operation.idempotent && !operation.pagination)
				? act(database)
				: database.transaction().execute(act);
		const key = headers[idempotencyName];
		// An empty key is refused, and keeps nothing.
		if (!operation.idempotent || typeof key !== "string" || key === "")
			return within(attempt);
		const use = {
			merchant_id: merchant.merchant_id,
			idempotency_key: key,
			fingerprint: fingerprintOf(method, url, text),
			now: clock.now(),
		};
		const answer = await oneByOne(`${use.merchant_id} ${key}`, () =>
			within(async (on) => {
				const kept = await findKept(on, use);
				if (kept) return kept;
				const first = await attempt(on);
				await keep(on, use, first);
				return first;
			}).catch(async (error) => {
				if (!(error instanceof Refusal)) throw error;
				// Nothing was done, and that is the answer from now on.
				const { status, body } = error.answer;
				const refused = { status, text: JSON.stringify(body) };
				await keep(database, use, refused);
				return refused;
			}),
		);
		if (answer !== "other") return answer;
		throw new Refusal({
			status: 409,
			headers: {},
			body: examplesOf(operation, 409).find(
				({ scenario }) => scenario === "idempotencyKeyReused",
			)?.value,
		});
	};
}

const NOTHING = Buffer.alloc(0);
