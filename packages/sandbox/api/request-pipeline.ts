/** Handles a request: authenticates, validates, runs the handler, and validates the response. */

import {
	checkAccept,
	examplesOf,
	originOf,
	otherEnvironmentOf,
	Refusal,
	readTarget,
	refuseKey,
} from "@lomi/http";
import {
	type Description,
	idempotencyHeader,
	idempotencyHours,
	keyHeader,
	type Operation,
	testServer,
} from "@lomi/spec";
import type { SchemaCheck } from "@lomi/spec/validation";
import type { FastifyRequest } from "fastify";
import type { Clock } from "../clock.ts";
import type { Storage } from "../db/storage.ts";
import type { Engine } from "../engine/engine.ts";
import { createKeyedMutex } from "../keyed-mutex.ts";
import type { Random } from "../random.ts";
import type { Context, Handler } from "./context.ts";
import { wrapResult } from "./envelope.ts";
import type { ErrorAnswer } from "./errors.ts";
import {
	findStoredResponse,
	fingerprintOf,
	type StoredResponse,
	storeResponse,
} from "./idempotency.ts";
import { createRequestParser } from "./parse-request.ts";
import type { RateLimiter } from "./rate-limit.ts";

export interface PipelineParts {
	document: Description;
	operations: Operation[];
	storage: Pick<Storage, "database" | "read">;
	/** By operationId. */
	handlers: Record<string, Handler>;
	check: SchemaCheck;
	errorAnswer: ErrorAnswer;
	engine: Pick<Engine, "catchUp" | "keepPace">;
	clock: Clock;
	random: Random;
	/** Enforces the documented rate limits. Absent if they aren't enforced. */
	limiter: RateLimiter | undefined;
	/** Where all clients reach the sandbox. Undefined if each may reach it elsewhere. */
	publicOrigin: string | undefined;
}

/**
 * Returns an operation's response to a request. Throws a {@link Refusal} or any other error, with all changes rolled back.
 *
 * @param caused Receives the IDs of the events that the request emits. Those that are rolled back stay in it.
 */
export type RequestPipeline = (
	operation: Operation,
	request: FastifyRequest,
	caused?: string[],
) => Promise<StoredResponse>;

export function createRequestPipeline({
	document,
	operations,
	storage,
	handlers,
	check,
	errorAnswer,
	engine,
	clock,
	random,
	limiter,
	publicOrigin,
}: PipelineParts): RequestPipeline {
	const { database } = storage;
	const server = testServer(document);
	const parseRequest = createRequestParser(document, operations, check);
	const keyName = keyHeader(document).toLowerCase();
	const idempotencyName = idempotencyHeader(document).toLowerCase();
	const hours = idempotencyHours(document);
	const mutex = createKeyedMutex();

	// Every request looks up its key. Keys are never deleted, and never change owner.
	const merchantsByKey = new Map<string, Context["merchant"]>();
	const findMerchant = async (key: string) => {
		const merchant = await database
			.selectFrom("api_keys")
			.innerJoin("merchants", "merchants.merchant_id", "api_keys.merchant_id")
			.select(["merchants.merchant_id", "organization_id"])
			.where("api_key", "=", key)
			.executeTakeFirst();
		if (merchant) merchantsByKey.set(key, merchant);
		return merchant;
	};

	/** The owner of a key. */
	const authenticate = async (operation: Operation, key: string) => {
		if (key === "") return refuseKey(operation, "missingKey");
		const merchant = merchantsByKey.get(key) ?? (await findMerchant(key));
		if (merchant) return merchant;
		const other = otherEnvironmentOf(document, key);
		return refuseKey(
			operation,
			"unknownKey",
			other &&
				`This is a ${other} key. The sandbox takes test keys, which start with \`${server["x-key-prefix"]}\`.`,
		);
	};

	const checkRateLimit = async (operation: Operation, key: string) => {
		const wait = (await limiter?.count(key)) ?? 0;
		if (wait === 0) return;
		const [example] = examplesOf(operation, 429);
		throw new Refusal({
			status: 429,
			headers: { "retry-after": String(wait) },
			body: example?.value,
		});
	};

	/** Runs the handler, and validates its response. */
	const run = async (context: Context): Promise<StoredResponse> => {
		const { operation } = context;
		const handler = handlers[operation.id];
		if (!handler) throw new Error(`There is no handler for ${operation.id}.`);
		return wrapResult(context, await handler(context), check);
	};

	const refuseReused = (operation: Operation): never => {
		const example = examplesOf(operation, 409).find(
			({ scenario }) => scenario === "idempotencyKeyReused",
		);
		throw new Refusal({ status: 409, headers: {}, body: example?.value });
	};

	return async (operation, request, caused) => {
		const { headers, method, url } = request;
		const apiKey = String(headers[keyName] ?? "");
		const merchant = await authenticate(operation, apiKey);
		if (limiter) await checkRateLimit(operation, apiKey);
		checkAccept(headers.accept);
		const { query } = readTarget(url);
		await engine.catchUp(merchant.merchant_id);
		await engine.keepPace(merchant.organization_id);

		/** Parses the request into the handler's context, all but the database. */
		const createContext = (): Omit<Context, "database"> => ({
			...parseRequest(operation, request, query),
			document,
			operation,
			merchant,
			environment: server["x-environment"],
			origin: publicOrigin ?? originOf(request),
			clock,
			random,
			caused,
		});

		// A handler reads a consistent state, and its writes are atomic.
		const withConnection = <Result>(
			act: (on: Context["database"]) => Promise<Result>,
		) => {
			if (handlers[operation.id]?.withoutTransaction) return act(database);
			const onlyReads = operation.method === "get";
			return onlyReads
				? storage.read(act)
				: database.transaction().execute(act);
		};
		const key = headers[idempotencyName];
		// An empty key is refused, and nothing is stored for it.
		if (!operation.idempotent || typeof key !== "string" || key === "") {
			const context = createContext();
			return withConnection((on) => run({ ...context, database: on }));
		}
		const use = {
			merchant_id: merchant.merchant_id,
			idempotency_key: key,
			fingerprint: fingerprintOf(
				method,
				url,
				(request.body as Buffer | undefined) ?? EMPTY,
			),
			now: clock.now(),
			hours,
		};
		return mutex(`${use.merchant_id} ${key}`, () =>
			withConnection(async (on) => {
				const stored = await findStoredResponse(on, use);
				if (stored === "other") return refuseReused(operation);
				if (stored) return stored;
				const first = await run({ ...createContext(), database: on });
				await storeResponse(on, use, first);
				return first;
			}).catch(async (error) => {
				// The transaction was rolled back, and this response is replayed from now on.
				const { status, body } = errorAnswer(error, request);
				const refused = { status, text: JSON.stringify(body) };
				await storeResponse(database, use, refused);
				// Another instance may have been first, and done it.
				const first = await findStoredResponse(database, use);
				return first === "other" || !first ? refused : first;
			}),
		);
	};
}

const EMPTY = Buffer.alloc(0);
