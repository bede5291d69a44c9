/**
 * The sandbox: every operation of the description, with a memory. What a request must be and what an answer looks like comes from the
 * description, here and for all; a handler of resources/ has only the rules of its resource.
 */

import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import {
	type Description,
	readOperations,
	testServer,
} from "../description/operations.ts";
import { createSchemaCheck } from "../description/validator.ts";
import { createHttpServer, MOST_OF_HEADERS } from "../mock/http.ts";
import type { MockAnswer } from "../mock/prism.ts";
import { readTarget } from "../mock/request.ts";
import { createFindOperation } from "../mock/router.ts";
import { type Clock, systemClock } from "./clock.ts";
import { IN_MEMORY } from "./data/file.ts";
import { migrate } from "./data/migrations.ts";
import { type Database, openDatabase } from "./data/sqlite.ts";
import { createAnswer } from "./http/answer.ts";
import type { Handlers } from "./http/context.ts";
import { BODY_LIMIT, createErrorAnswer } from "./http/errors.ts";
import { checkHost } from "./http/guard.ts";
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
	/** Handlers that take the place of the sandbox's own, by operationId. */
	handlers?: Handlers;
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
			// Whoever asked may have gone away; what they asked for is still done, or undone. It may begin something more.
			while (underWay.size > 0) await Promise.allSettled(underWay);
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
	const { hosts = [], log, onFault = console.error } = options;
	const { clock = systemClock, random = secureRandom } = options;
	const operations = readOperations(document);
	const check = createSchemaCheck(document);
	const errorAnswer = createErrorAnswer(operations, check, clock, onFault);
	const track = (work: Promise<unknown>) => {
		const end = () => underWay.delete(work);
		underWay.add(work);
		// Whoever waits for the work itself hears of its error.
		work.then(end, end);
	};

	const app = fastify({
		bodyLimit: BODY_LIMIT,
		exposeHeadRoutes: true,
		// Whatever fits into the headers may be an ID, and is then refused as one.
		routerOptions: { maxParamLength: MOST_OF_HEADERS },
		// An address that can't be decoded never comes to the handlers below.
		frameworkErrors: (error, request, reply: FastifyReply) =>
			send(reply, errorAnswer(error, request)),
		serverFactory: createHttpServer,
		// The server sees to it.
		clientErrorHandler: () => {},
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
	if (log)
		app.addHook("onResponse", async ({ method, url }, { statusCode }) =>
			log(`${statusCode} ${method} ${url}`),
		);
	app.setErrorHandler((error, request, reply) =>
		send(reply, errorAnswer(error, request)),
	);
	const base = new URL(testServer(document).url).pathname;
	const findOperation = createFindOperation(operations, base);
	app.addHook("onRequest", async (request) => {
		checkHost(request, hosts);
		// Fastify takes a path that ends early for one with an empty ID.
		const ids = Object.values(request.params ?? {});
		if (!request.is404 && !ids.includes("")) return;
		const { method, url } = request;
		const { operation } = findOperation(method, readTarget(url).pathname);
		throw new Error(`Fastify doesn't know the route of ${operation.id}.`);
	});
	const answer = createAnswer({
		document,
		operations,
		database,
		handlers: handlersOf(document, operations, options.handlers),
		check,
		errorAnswer,
		clock,
		random,
		rateLimit: options.rateLimit ?? false,
		afterwards: (work) =>
			track(work().catch((error) => onFault(error.stack ?? String(error)))),
	});
	for (const operation of operations)
		app.route({
			method: operation.method.toUpperCase(),
			url: base + operation.path.replaceAll(/{(\w+)}/g, ":$1"),
			handler: async (request, reply) => {
				const work = answer(operation, request);
				track(work);
				const { status, text } = await work.finally(endOfTurn);
				reply.code(status);
				if (text) reply.header("content-type", JSON_TYPE);
				return reply.send(text);
			},
		});
	return app;
}

let turn: Promise<void> | undefined;

/**
 * Waits until whatever has come in together is done. Sending an answer wakes its client, which takes longer than most answers; those
 * that are sent together wake it once.
 */
function endOfTurn(): Promise<void> {
	turn ??= new Promise((resolve) =>
		setImmediate(() => {
			turn = undefined;
			resolve();
		}),
	);
	return turn;
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
