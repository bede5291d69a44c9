/**
 * The sandbox: every operation of the description, with a memory. What a request must be and what an answer looks like comes from the
 * description, here and for all; a handler of resources/ has only the rules of its resource.
 */

import type { Server } from "node:http";
import {
	BODY_LIMIT,
	createFindOperation,
	createHttpServer,
	type HttpAnswer,
	MOST_OF_HEADERS,
	readTarget,
} from "@lomi/http";
import {
	type Description,
	keyHeader,
	type Operation,
	readOperations,
	testServer,
} from "@lomi/spec";
import { createSchemaCheck, type SchemaCheck } from "@lomi/spec/validation";
import fastify, {
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
} from "fastify";
import type { Handlers } from "./api/context.ts";
import { createErrorAnswer } from "./api/errors.ts";
import { createHandlers, type HandlerParts } from "./api/handlers.ts";
import { checkHost } from "./api/host-check.ts";
import type { StoredResponse } from "./api/idempotency.ts";
import { createRequestPipeline } from "./api/request-pipeline.ts";
import { addCheckout } from "./checkout/index.ts";
import {
	type AdjustableClock,
	adjustableClock,
	type Clock,
	systemClock,
} from "./clock.ts";
import {
	createFaultInjection,
	type FaultInjection,
} from "./control/fault-injection.ts";
import { type Control, createControl } from "./control/index.ts";
import type { ControlRouter } from "./control/router.ts";
import { markSources, type ResetTarget } from "./control/snapshots.ts";
import { IN_MEMORY } from "./db/data-file.ts";
import { migrate } from "./db/migrate.ts";
import { type Database, openDatabase } from "./db/sqlite.ts";
import type { Engine } from "./engine/engine.ts";
import { createEngine } from "./engine/index.ts";
import type { Scheduler } from "./engine/scheduler.ts";
import { allowLocalhostWebhooks } from "./localhost-webhooks.ts";
import { type Random, secureRandom } from "./random.ts";
import type { RetryDelays } from "./webhooks/dispatcher.ts";

export interface SandboxOptions {
	/** Path of the database's file. Default: in memory, gone at the end. */
	data?: string;
	clock?: Clock;
	random?: Random;
	/** For what comes in an order that nobody decides, such as the logs of deliveries. Default: `random`. */
	concurrentRandom?: Random;
	/** Counts requests as the API does. Default: false. */
	rateLimit?: boolean;
	/** Hosts that it may be called by, besides those of this machine. */
	hosts?: readonly string[];
	/** Seconds from one attempt to deliver an event to the next. Default: as documented. */
	webhookRetries?: RetryDelays;
	/** Hosts whose webhooks are called, besides those on this machine. */
	allowedHosts?: readonly string[];
	/** Milliseconds that an endpoint has to answer. Default: 10,000, as documented. */
	webhookTimeout?: number;
	/** Handlers that take the place of the sandbox's own, by operationId. */
	handlers?: Handlers;
	/** Takes a line for each request: its status, method and address. */
	log?: (line: string) => void;
	/** Takes what the sandbox itself did wrong. Default: standard error. */
	onFault?: (trace: string) => void;
	/** Fills a database that is empty; `to` says with what where that is not as usual. */
	seed?: (
		database: Database,
		document: Description,
		to?: ResetTarget,
	) => Promise<void>;
	/** The description of the control controlRouter. Default: there is none. */
	control?: Description | undefined;
}

export interface Sandbox {
	/** Doesn't listen yet. */
	app: FastifyInstance;
	database: Database;
	/** What happens behind the API. */
	engine: Engine;
	/**
	 * Answers by another description from now on, and keeps its data.
	 *
	 * @param control That of the control controlRouter. Default: the one that it has.
	 */
	load(document: Description, control?: Description): Promise<void>;
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
	const { data = IN_MEMORY, seed, onFault = console.error } = options;
	const { random = secureRandom, concurrentRandom = random } = options;
	const { clock: base = systemClock } = options;
	const clock = adjustableClock(base);
	const sources = [base, random, concurrentRandom];
	const rewind = markSources(sources);
	const database = openDatabase(data);
	const pendingWork = new Set<Promise<unknown>>();
	let server: Server | undefined;
	const origin = () => originOf(server);
	const control =
		options.control &&
		createControl({
			database,
			running: () => running,
			clock,
			sources,
			rewind,
			concurrentRandom,
			origin,
			seed: async (own, to) => seed?.(own, document, to),
		});
	const create = async (
		described: Description,
		controlDescribed: Description | undefined,
	) => {
		const of = allowLocalhostWebhooks(described);
		const check = createSchemaCheck(of);
		const { engine, outbox, scheduler, dispatcher, serializers, close } =
			createEngine({
				document: of,
				database,
				check,
				clock,
				random,
				concurrentRandom,
				origin,
				retries: options.webhookRetries,
				allowedHosts: options.allowedHosts,
				webhookTimeout: options.webhookTimeout,
				onFault,
			});
		const controlRouter =
			controlDescribed &&
			control?.createRouter(controlDescribed, of, check, engine, serializers);
		const app = createApp(
			{
				...options,
				document: of,
				check,
				database,
				clock,
				engine,
				scheduler,
				pendingWork,
				control,
				controlRouter,
			},
			{ document: of, outbox, scheduler, dispatcher, serializers },
		);
		await app.ready();
		await engine.reload();
		return { app, engine, scheduler, close };
	};
	let first: Awaited<ReturnType<typeof create>>;
	try {
		await migrate(database, data, async () => seed?.(database, document));
		first = await create(document, options.control);
	} catch (error) {
		await database.destroy();
		throw error;
	}
	const { app } = first;
	server = app.server;
	let running = first;
	return {
		app,
		database,
		get engine() {
			return running.engine;
		},
		async load(next, nextControl = options.control) {
			// Fastify's routes can't be taken out: others stand behind the same server from now on.
			const other = await create(next, nextControl);
			await running.close();
			running = other;
			app.server.removeAllListeners("request");
			app.server.on("request", other.app.routing);
		},
		async close() {
			control?.end();
			// A connection whose answer is still to come would otherwise be kept open for seconds after it.
			Object.assign(server, { keepAliveTimeout: 1, keepAliveTimeoutBuffer: 0 });
			await app.close();
			// Whoever asked may have gone away; what they asked for is still done, or undone. It may begin something more.
			while (pendingWork.size > 0) await Promise.allSettled(pendingWork);
			await running.close();
			await database.destroy();
		},
	};
}

/** Where a server is, as a customer's browser on this machine would ask for it. */
function originOf(server: Server | undefined): string {
	const address = server?.address();
	const port = typeof address === "object" ? address?.port : undefined;
	return `http://127.0.0.1:${port ?? 0}`;
}

interface AppParts extends Omit<SandboxOptions, "clock" | "control"> {
	document: Description;
	check: SchemaCheck;
	database: Database;
	clock: AdjustableClock;
	engine: Engine;
	scheduler: Pick<Scheduler, "catchUp">;
	/** What was begun and isn't done. */
	pendingWork: Set<Promise<unknown>>;
	control: Control | undefined;
	controlRouter: ControlRouter | undefined;
}

/** Makes the server that answers by a description. */
function createApp(
	{
		document,
		check,
		database,
		clock,
		engine,
		scheduler,
		pendingWork,
		control,
		controlRouter,
		hosts = [],
		log,
		onFault = console.error,
		random = secureRandom,
		handlers,
		rateLimit = false,
	}: AppParts,
	handlerParts: HandlerParts,
): FastifyInstance {
	const operations = readOperations(document);
	const errorAnswer = createErrorAnswer(operations, check, clock, onFault);
	const track = (work: Promise<unknown>) => {
		const end = () => pendingWork.delete(work);
		pendingWork.add(work);
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
	const injectFaults: FaultInjection = control
		? createFaultInjection(
				app,
				control,
				`${base}/`,
				keyHeader(document).toLowerCase(),
			)
		: (_operation, _request, _reply, answer) => answer();
	app.addHook("onRequest", async (request) => {
		checkHost(request, hosts);
		await scheduler.catchUp();
		// Fastify takes a path that ends early for one with an empty ID.
		const ids = Object.values(request.params ?? {});
		if (!request.is404 && !ids.includes("")) return;
		const { method, url } = request;
		const { pathname } = readTarget(url);
		const isControl =
			controlRouter && pathname.startsWith(`${controlRouter.base}/`);
		const find = isControl ? controlRouter.find : findOperation;
		const { operation } = find(method, pathname);
		throw new Error(`Fastify doesn't know the route of ${operation.id}.`);
	});
	const answer = createRequestPipeline({
		document,
		operations,
		database,
		handlers: createHandlers(operations, handlerParts, handlers),
		check,
		errorAnswer,
		clock,
		random,
		rateLimit,
	});
	addCheckout(app, { document, database, engine }, track);
	const route = (
		{ method, path }: Operation,
		at: string,
		respond: (
			request: FastifyRequest,
			reply: FastifyReply,
		) => Promise<StoredResponse | undefined>,
	) =>
		app.route({
			method: method.toUpperCase(),
			url: at + path.replaceAll(/{(\w+)}/g, ":$1"),
			handler: async (request, reply) => {
				const work = respond(request, reply);
				track(work);
				const response = await work.finally(endOfTick);
				if (!response) return reply;
				const { status, text } = response;
				reply.code(status);
				if (text) reply.header("content-type", JSON_TYPE);
				return reply.send(text);
			},
		});
	for (const operation of operations)
		route(operation, base, (request, reply) =>
			injectFaults(operation, request, reply, () => answer(operation, request)),
		);
	for (const operation of controlRouter?.operations ?? [])
		route(operation, controlRouter?.base ?? "", (request) =>
			(controlRouter as ControlRouter).answer(operation, request),
		);
	return app;
}

let tick: Promise<void> | undefined;

/**
 * Waits until whatever has come in together is done. Sending an answer wakes its client, which takes longer than most answers; those
 * that are sent together wake it once.
 */
function endOfTick(): Promise<void> {
	tick ??= new Promise((resolve) =>
		setImmediate(() => {
			tick = undefined;
			resolve();
		}),
	);
	return tick;
}

function noCompiler(): never {
	throw new Error("A route has a schema of its own.");
}

function send(
	reply: FastifyReply,
	{ status, headers, body }: HttpAnswer,
): FastifyReply {
	return reply
		.code(status)
		.headers({ ...headers, "content-type": JSON_TYPE })
		.send(JSON.stringify(body));
}

const JSON_TYPE = "application/json; charset=utf-8";
