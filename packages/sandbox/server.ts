/**
 * The sandbox: every operation of the description, with a memory. Requests are validated and responses shaped by the description, here and
 * for all operations; a handler in api/resources/ has only the business rules of its resource.
 */

import type { RequestListener, Server } from "node:http";
import {
	type AllowedHosts,
	BODY_LIMIT,
	createFindOperation,
	createHostCheck,
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
import { NoResultError } from "kysely";
import type { Handlers } from "./api/context.ts";
import { createErrorAnswer } from "./api/errors.ts";
import { createHandlers, type HandlerParts } from "./api/handlers.ts";
import type { StoredResponse } from "./api/idempotency.ts";
import { createRateLimiter, type RateLimiter } from "./api/rate-limit.ts";
import { createRequestPipeline } from "./api/request-pipeline.ts";
import { addCheckout } from "./checkout/index.ts";
import {
	type AdjustableClock,
	adjustableClock,
	type Clock,
	systemClock,
} from "./clock.ts";
import { createFaultInjection } from "./control/fault-injection.ts";
import { type Control, createControl } from "./control/index.ts";
import type { ControlRouter } from "./control/router.ts";
import { markSources, type ResetTarget } from "./control/snapshots.ts";
import type { Database } from "./db/database.ts";
import { isLasting, openStorage } from "./db/open.ts";
import type { Storage } from "./db/storage.ts";
import { AWAY } from "./db/stored-json.ts";
import type { Engine } from "./engine/engine.ts";
import { createEngine } from "./engine/index.ts";
import { addInspector } from "./inspector/index.ts";
import { allowLocalhostWebhooks } from "./localhost-webhooks.ts";
import { createLocation } from "./location.ts";
import { createMetrics, type Metrics } from "./metrics/index.ts";
import { type Random, secureRandom } from "./random.ts";
import { elapsed, nextTurn } from "./timers.ts";
import type { RetryDelays } from "./webhooks/attempt-writer.ts";

export interface SandboxOptions {
	/** Path of the data file, or `postgres://USER:PASSWORD@HOST/DATABASE`. Default: in memory. */
	data?: string;
	clock?: Clock;
	random?: Random;
	/** Randomness for concurrent work, such as delivery logs, whose order isn't deterministic. Default: `random`. */
	concurrentRandom?: Random;
	/** Enforce the documented rate limits, by the sandbox's clock. A reset clears the counts. Default: false. */
	rateLimit?: boolean;
	/**
	 * Names under which clients on other machines reach it, without ports, or `all` for any: `["sandbox"]`. They may use the control plane,
	 * too, as without this only this machine may.
	 */
	allowedHosts?: AllowedHosts | undefined;
	/**
	 * The address at which all clients reach it, through a load balancer: `https://sandbox.example.ci`. URLs begin with it, and its name is an
	 * allowed host.
	 */
	publicUrl?: string | undefined;
	/** The address that it is going to listen on, if others can reach it: requests may name it, then. Default: this machine's. */
	listensOn?: string | undefined;
	/** Seconds between delivery attempts. Default: as documented. */
	webhookRetries?: RetryDelays;
	/** Additional hosts that webhooks may be delivered to, besides this machine, also by plain http. */
	webhookHosts?: readonly string[];
	/** Timeout of a webhook delivery in milliseconds. Default: as documented. */
	webhookTimeout?: number;
	/** Handlers that override the sandbox's own, by operationId. */
	handlers?: Handlers;
	/** Receives a line per request, with status, method and URL, and the same as an object. */
	log?: (line: string, entry: RequestEntry) => void;
	/** Receives the stack trace of internal errors. Default: standard error. */
	onFault?: (trace: string) => void;
	/** Seeds an empty database; `to` is what a reset asked for. */
	seed?: (
		database: Database,
		document: Description,
		to?: ResetTarget,
	) => Promise<void>;
	/** The control plane's description. Default: no control plane. */
	control?: Description | undefined;
	/** Serve the inspector, if there is a control plane. Default: true. */
	inspector?: boolean;
	/** Keep metrics, which the control plane serves. Default: false. */
	metrics?: boolean;
	/** Where the docs are, which the control plane links to. Default: nowhere. */
	docsUrl?: string | undefined;
}

/** A request that was answered. */
export interface RequestEntry {
	status: number;
	method: string;
	/** With the query. */
	path: string;
	duration_ms: number;
}

export interface Sandbox {
	/** Not listening yet. */
	app: FastifyInstance;
	database: Database;
	/** Payments, merchant actions, time and events. */
	engine: Engine;
	/**
	 * Switches to another description and keeps the data.
	 *
	 * @param control The control plane's description. Default: the current one.
	 */
	load(document: Description, control?: Description): Promise<void>;
	/** Resolves once all pending work is done. */
	close(): Promise<void>;
}

/**
 * Creates a sandbox from a description.
 *
 * @throws {DataFileError} If the data file or database can't be used.
 * @throws {TypeError} If an option is invalid.
 */
export async function createSandbox(
	document: Description,
	given: SandboxOptions = {},
): Promise<Sandbox> {
	const options = withPublicHost(given);
	const { seed } = options;
	const report = createReport(options.onFault);
	const { random = secureRandom, concurrentRandom = random } = options;
	const { clock: base = systemClock } = options;
	let server: Server | undefined;
	const location = createLocation(
		() => server,
		options,
		isLasting(options.data),
	);
	const storage = await openStorage(options.data);
	const { database, snapshots, peers } = storage;
	const clock = adjustableClock(base);
	const sources = [base, random, concurrentRandom];
	const rewind = markSources(sources);
	/** Any internal error may be the consequence of a damaged file, which must be said then. */
	const onFault = (trace: string) => {
		report(trace);
		storage.findDamage().then(
			(message) => message && !trace.includes(message) && report(message),
			// It is closed by now, or the check has failed itself.
			() => {},
		);
	};
	const pendingWork = new Set<Promise<unknown>>();
	const { origin } = location;
	const metrics = options.metrics
		? await createMetrics({
				engine: () => running.engine,
				connections: storage.connections,
			})
		: undefined;
	const control =
		options.control &&
		createControl({
			database,
			peers,
			snapshots,
			app: () => running.app,
			api: document,
			running: () => running,
			clock,
			sources,
			rewind,
			concurrentRandom,
			location,
			metrics,
			allowedHosts: options.allowedHosts,
			onFault,
			seed: async (own, to) => seed?.(own, document, to),
		});
	const create = async (
		described: Description,
		controlDescribed: Description | undefined,
	) => {
		const adapted = allowLocalhostWebhooks(described, options.webhookHosts);
		const check = createSchemaCheck(adapted);
		const { engine, outbox, scheduler, dispatcher, serializers, close } =
			createEngine({
				document: adapted,
				database,
				onCommit: storage.onCommit,
				peers,
				check,
				clock,
				random,
				concurrentRandom,
				origin,
				port: location.port,
				retries: options.webhookRetries,
				webhookHosts: options.webhookHosts,
				webhookTimeout: options.webhookTimeout,
				onAttempt: metrics?.attemptMade,
				onFault,
			});
		const controlRouter =
			controlDescribed &&
			control?.createRouter(
				controlDescribed,
				adapted,
				check,
				engine,
				serializers,
			);
		const limiter = options.rateLimit
			? createRateLimiter(
					testServer(adapted)["x-rate-limit"],
					clock,
					peers?.requestCounts,
				)
			: undefined;
		const app = createApp(
			{
				...options,
				limiter,
				metrics,
				publicOrigin: location.publicOrigin,
				onFault,
				document: adapted,
				check,
				storage,
				clock,
				engine,
				pendingWork,
				control,
				controlRouter,
			},
			{ document: adapted, outbox, scheduler, dispatcher, serializers },
		);
		await app.ready();
		await engine.reload();
		return { app, engine, scheduler, limiter, close };
	};
	let first: Awaited<ReturnType<typeof create>>;
	try {
		await storage.migrate(async (own) => seed?.(own, document));
		first = await create(document, options.control);
	} catch (error) {
		// Closing a damaged file may fail, too.
		await database.destroy().catch(() => {});
		const isUnreadable =
			error instanceof NoResultError || error instanceof SyntaxError;
		throw isUnreadable ? storage.damaged(error) : error;
	}
	const { app } = first;
	server = app.server;
	let running = first;
	control?.follow(document, first.engine);
	return {
		app,
		database,
		get engine() {
			return running.engine;
		},
		async load(next, nextControl = options.control) {
			// Fastify can't remove routes, so another app takes over the same server.
			const other = await create(next, nextControl);
			await running.close();
			await other.limiter?.clear();
			running = other;
			control?.follow(next, other.engine);
			app.server.removeAllListeners("request");
			for (const listener of other.app.server.listeners("request"))
				app.server.on("request", listener as RequestListener);
		},
		async close() {
			control?.end();
			// A request may wait for an endpoint, or for the clock to arrive somewhere.
			const engineClosed = running.close();
			// Otherwise a connection with a pending response would be kept alive for seconds after it.
			Object.assign(server, { keepAliveTimeout: 1, keepAliveTimeoutBuffer: 0 });
			await app.close();
			// The client may be gone, but its request is still completed or rolled back, and may start more work.
			while (pendingWork.size > 0) await Promise.allSettled(pendingWork);
			await engineClosed;
			await control?.close();
			await database.destroy();
		},
	};
}

/** Milliseconds between reports that the database is down. */
const AWAY_PAUSE = 10_000;

/** Reports internal errors. While the database is down, every request fails with the same one, which is reported every few seconds. */
function createReport(
	onFault: (trace: string) => void = console.error,
): (trace: string) => void {
	let lastAway = -Infinity;
	return (trace) => {
		const [message = "", ...rest] = trace.split("\n    at ");
		if (!AWAY.test(message)) return onFault(trace);
		if (elapsed() - lastAway < AWAY_PAUSE) return;
		lastAway = elapsed();
		onFault(rest.length > 0 ? message : trace);
	};
}

/** Adds the name of the public address to the allowed hosts. */
function withPublicHost(options: SandboxOptions): SandboxOptions {
	const { publicUrl, allowedHosts = [] } = options;
	const hostname = URL.parse(publicUrl ?? "")?.hostname;
	if (!hostname || allowedHosts === "all") return options;
	return { ...options, allowedHosts: [...allowedHosts, hostname] };
}

interface AppParts
	extends Omit<SandboxOptions, "clock" | "control" | "metrics"> {
	document: Description;
	check: SchemaCheck;
	storage: Storage;
	clock: AdjustableClock;
	engine: Engine;
	/** Requests and page loads in progress. */
	pendingWork: Set<Promise<unknown>>;
	limiter: RateLimiter | undefined;
	metrics: Metrics | undefined;
	/** Where all clients reach it. Undefined if each may reach it elsewhere. */
	publicOrigin: string | undefined;
	control: Control | undefined;
	controlRouter: ControlRouter | undefined;
}

/** Creates the HTTP server for a description. */
function createApp(
	{
		document,
		check,
		storage,
		clock,
		engine,
		pendingWork,
		control,
		controlRouter,
		allowedHosts,
		inspector = true,
		listensOn,
		log,
		onFault = console.error,
		random = secureRandom,
		handlers,
		limiter,
		metrics,
		publicOrigin,
	}: AppParts,
	handlerParts: HandlerParts,
): FastifyInstance {
	const checkHost = createHostCheck("sandbox", { allowedHosts, listensOn });
	const operations = readOperations(document);
	const errorAnswer = createErrorAnswer(operations, check, clock, onFault);
	const track = (work: Promise<unknown>) => {
		const end = () => pendingWork.delete(work);
		pendingWork.add(work);
		// Errors are handled by whoever awaits the work itself.
		work.then(end, end);
	};

	const app = fastify({
		bodyLimit: BODY_LIMIT,
		exposeHeadRoutes: true,
		// Any ID that fits into the headers must reach validation.
		routerOptions: { maxParamLength: MOST_OF_HEADERS },
		// Malformed URLs never reach the handlers below.
		frameworkErrors: (error, request, reply: FastifyReply) => {
			const answer = errorAnswer(error, request);
			faultInjection?.refused(request, answer);
			return send(reply, answer);
		},
		serverFactory: (listener) => createHttpServer(listener, onFault),
		// createHttpServer handles these.
		clientErrorHandler: () => {},
		// Loading Fastify's own compilers would double the start-up time, and the description does the validating.
		schemaController: {
			compilersFactory: {
				buildValidator: noCompiler,
				buildSerializer: noCompiler,
			},
		},
		forceCloseConnections: "idle",
		// Requests that arrive during shutdown are answered normally.
		return503OnClosing: false,
		...(control && { rewriteUrl: control.resending.targetOf }),
	});
	// Bodies are parsed by the description's rules; Fastify only provides the bytes.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) =>
		done(null, body),
	);
	if (log)
		app.addHook(
			"onResponse",
			async ({ method, url: path }, { statusCode: status, elapsedTime }) =>
				log(`${status} ${method} ${path}`, {
					status,
					method,
					path,
					duration_ms: Math.round(elapsedTime * 10) / 10,
				}),
		);
	if (metrics)
		app.addHook("onResponse", async ({ routeOptions }, reply) => {
			const { operation = "" } = routeOptions.config as { operation?: string };
			metrics.requestAnswered(
				operation,
				reply.statusCode,
				reply.elapsedTime / 1_000,
			);
		});
	app.setErrorHandler((error, request, reply) =>
		send(reply, errorAnswer(error, request)),
	);
	const base = new URL(testServer(document).url).pathname;
	const findOperation = createFindOperation(operations, base);
	const faultInjection =
		control &&
		createFaultInjection(
			app,
			control,
			`${base}/`,
			keyHeader(document).toLowerCase(),
		);
	app.addHook("onRequest", async (request) => {
		checkHost(request);
		// Fastify matches a path that ends early as one with an empty ID.
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
		storage,
		handlers: createHandlers(operations, handlerParts, handlers),
		check,
		errorAnswer,
		engine,
		clock,
		random,
		limiter,
		publicOrigin,
	});
	const { database, peers } = storage;
	/** Hooks of routes that know what another instance has acknowledged. */
	const upToDate = peers && { preHandler: async () => peers.sync() };
	addCheckout(app, { document, database, engine }, track, upToDate);
	if (controlRouter && inspector) addInspector(app, controlRouter.guard);
	const endOfTurn = createEndOfTurn();
	const route = (
		{ id, method, path, bodyLimit = BODY_LIMIT, isOpen }: Operation,
		at: string,
		respond: (
			request: FastifyRequest,
			reply: FastifyReply,
		) => Promise<StoredResponse | undefined>,
	) =>
		app.route({
			method: method.toUpperCase(),
			url: at + path.replaceAll(/{(\w+)}/g, ":$1"),
			bodyLimit,
			config: { operation: id },
			...(!isOpen && upToDate),
			handler: async (request, reply) => {
				const work = respond(request, reply);
				track(work);
				const response = await work.finally(endOfTurn);
				if (!response) return reply;
				const { status, text } = response;
				reply.code(status);
				if (text) reply.header("content-type", JSON_TYPE);
				return reply.send(text);
			},
		});
	for (const operation of operations)
		route(operation, base, (request, reply) =>
			faultInjection
				? faultInjection.answer(operation, request, reply, (caused) =>
						answer(operation, request, caused),
					)
				: answer(operation, request),
		);
	for (const operation of controlRouter?.operations ?? [])
		route(operation, controlRouter?.base ?? "", (request, reply) =>
			(controlRouter as ControlRouter).answer(operation, request, reply),
		);
	return app;
}

/**
 * Creates the function that waits until everything that came in with the current turn of the event loop was handled. Waking a client takes
 * longer than most responses do, and those that are sent together wake it once: without this, `npm run bench -- sandbox` shows half the rate.
 */
function createEndOfTurn(): () => Promise<void> {
	let turn: Promise<void> | undefined;
	return () => {
		turn ??= nextTurn().finally(() => {
			turn = undefined;
		});
		return turn;
	};
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
