/**
 * The resources on the server that requests can be made with: those that it already had and those that the suite created. How to find,
 * create and delete a resource follows from the `links` of the description.
 */
import { isDeepStrictEqual } from "node:util";
import {
	type Description,
	documentedRequest,
	type Example,
	type Operation,
	type Origin,
	type Request,
	type Unique,
} from "@lomi/spec";
import type { HttpResponse } from "../http/response.ts";
import type { MakeRequest } from "../requests/invalid-requests.ts";
import { createCreatedResources } from "./created-resources.ts";
import {
	CREATED,
	createsResource,
	deletesResource,
	idField,
	resolveLinks,
	sourcesOf,
} from "./links.ts";
import type { Send } from "./list-pages.ts";
import {
	fillInBody,
	placeholderPath,
	referenceFields,
	requiredQuery,
} from "./request-body.ts";
import { createUnidentified } from "./unidentified.ts";

/** Returns a function that makes valid requests to an operation, with the IDs of existing resources. */
export type RequestMaker = (operation: Operation) => Promise<MakeRequest>;

export interface Resources {
	/** Operations that change something only get IDs of resources that the suite created, or of none. */
	requestMaker: RequestMaker;
	/** Prepares for a request that may create something whose response doesn't say what. Called before each request. */
	prepare(request: Request): Promise<void>;
	/**
	 * Records what a response says: which resources were created or deleted, and which IDs its links lead to.
	 *
	 * @param response Undefined if none arrived.
	 */
	learn(request: Request, response: HttpResponse | undefined): void;
	/** How a resource that the suite created was created. Still known after its deletion, until the next clean-up. */
	originOf(id: string): Origin | undefined;
	/**
	 * Deletes what was created, except the resources that later requests are made with.
	 *
	 * @param all True to delete those too.
	 * @param send Sends requests for lists, and deletions. By default, the responses to deletions are checked.
	 */
	cleanUp(options?: { all?: boolean; send?: Send }): Promise<void>;
	/** How many resources could not be deleted, by the operationId that created them. */
	readonly leftovers: ReadonlyMap<string, number>;
}

/** How many resources are remembered per operation. */
const MAX_KNOWN = 5;

interface ResourcesOptions {
	document: Description;
	operations: Operation[];
	/** Sends a request and checks the response. */
	send: Send;
	sendUnchecked: Send;
	unique: Unique;
	/** False if nothing may be created. */
	mayWrite: boolean;
	/** True if the server keeps nothing, so that there is nothing to delete. */
	stateless: boolean;
}

export function createResources({
	document,
	operations,
	send,
	sendUnchecked,
	unique,
	mayWrite,
	stateless,
}: ResourcesOptions): Resources {
	/** By operationId: path parameters of existing resources, the most recent first. */
	const known = new Map<string, Record<string, string>[]>();
	/** By field, such as `product_id`: the ID of a resource that bodies can refer to. */
	const references = new Map<string, string>();
	const created = createCreatedResources(operations);
	const unidentified = createUnidentified(operations);

	const learn = (
		request: Request,
		response: HttpResponse | undefined,
	): void => {
		if (!response) {
			unidentified.add(request, response);
			return;
		}
		const links = linksOf(request, response);
		const isCreated = links.some(({ createdId }) => createdId !== undefined);
		const isLookedFor =
			(!isCreated || response.resent) && unidentified.add(request, response);
		if (isCreated || (isCreation(request, response) && !isLookedFor))
			created.add(request, links, false);
		for (const { operation, path } of links) {
			const others = known.get(operation.id) ?? [];
			if (!others.some((other) => isDeepStrictEqual(other, path)))
				known.set(operation.id, [path, ...others].slice(0, MAX_KNOWN));
		}
		const { operation, method, path } = request;
		if (
			method === "DELETE" &&
			deletesResource(operation) &&
			response.status < 300
		)
			forget(Object.values(path).at(-1));
	};

	/** The links of a response. What creates a resource does so whatever its 2xx status, and however its body is damaged. */
	const linksOf = (request: Request, response: HttpResponse) => {
		if (!isCreation(request, response))
			return resolveLinks(operations, request, response);
		const created = { status: CREATED, body: response.body };
		const links = resolveLinks(operations, request, created);
		if (links.some(({ createdId }) => createdId !== undefined)) return links;
		const data = salvageId(response, idField(request.operation, operations));
		return resolveLinks(operations, request, { ...created, body: { data } });
	};

	/** Stops using a resource that no longer exists. */
	const forget = (deletedId: string | undefined) => {
		if (deletedId === undefined) return;
		for (const [id, paths] of known)
			known.set(
				id,
				paths.filter((path) => !Object.values(path).includes(deletedId)),
			);
		for (const [field, id] of references)
			if (id === deletedId) references.delete(field);
		created.markDeleted(deletedId);
	};

	/** Whether an operation may only be given resources of the suite: it changes or deletes what its path identifies. */
	const needsOwn = (operation: Operation) =>
		operation.method !== "get" && !createsResource(operation);

	const findPath = (operation: Operation) =>
		known
			.get(operation.id)
			?.toSorted(
				(a, b) => Number(created.includes(b)) - Number(created.includes(a)),
			)
			.find((path) => created.includes(path) || !needsOwn(operation));

	/** Path parameters of an existing resource, which is created if necessary; undefined if that isn't possible. */
	const pathTo = async (
		operation: Operation,
		visited: ReadonlySet<string> = new Set(),
	): Promise<Record<string, string> | undefined> => {
		if (!operation.path.includes("{")) return {};
		const existing = findPath(operation);
		if (existing) return existing;
		for (const source of sourcesOf(operation, operations)) {
			if (visited.has(source.id)) continue;
			await obtain(source, new Set([...visited, operation.id]));
			const found = findPath(operation);
			if (found) return found;
		}
		return undefined;
	};

	/** Sends a valid request to an operation for the resources that it creates or lists. */
	const obtain = async (operation: Operation, visited: ReadonlySet<string>) => {
		if (operation.method !== "get" && !mayWrite) return;
		const path = await pathTo(operation, visited);
		const request = path && (await makerFor(operation, path, visited))();
		const response = request && (await send(request));
		if (response) keep(request, response);
	};

	/** Leaves what was created until the end, for requests that refer to it. */
	const keep = (request: Request, response: HttpResponse) => {
		const links = linksOf(request, response);
		if (!links.some(({ createdId }) => createdId !== undefined)) return;
		const { id, field } = created.add(request, links, true);
		if (id !== undefined) references.set(field, id);
	};

	const makerFor = async (
		operation: Operation,
		path: Record<string, string>,
		visited: ReadonlySet<string> = new Set(),
	): Promise<MakeRequest> => {
		const fields = referenceFields(document, operation);
		await obtainReferences(operation, fields, visited);
		return (example?: Example) => {
			const request = documentedRequest(operation, example);
			return {
				...request,
				path,
				// Without filters, which would hide resources, and from the first page on.
				query: requiredQuery(operation, request),
				...(request.body !== undefined &&
					fillInBody(request.body, fields, references, unique)),
			};
		};
	};

	/** Creates the resources that the fields of a body refer to. */
	const obtainReferences = async (
		{ id }: Operation,
		fields: string[],
		visited: ReadonlySet<string>,
	) => {
		for (const field of fields) {
			const source = operations.find(
				(each) => idField(each, operations) === field,
			);
			if (source && !references.has(field) && !visited.has(source.id))
				await obtain(source, new Set([...visited, id]));
		}
	};

	return {
		leftovers: created.leftovers,
		async prepare(request) {
			if (mayWrite && !stateless)
				await unidentified.remember(request, sendUnchecked);
		},
		learn,
		originOf: created.originOf,
		async requestMaker(operation) {
			const path = await pathTo(operation);
			return makerFor(operation, path ?? placeholderPath(operation));
		},
		async cleanUp({ all = false, send: sendAll } = {}) {
			const found = await unidentified.find(
				(id) => created.includes({ id }),
				sendAll ?? sendUnchecked,
			);
			for (const { request, links } of found)
				created.add(request, links, false);
			await created.cleanUp(all, sendAll ?? send, forget);
		},
	};
}

/** The ID in a body that isn't what it should be, such as truncated JSON, or else at the end of the `Location`. */
function salvageId(
	{ text, headers: { location = "" } }: HttpResponse,
	field = "",
): Record<string, string> {
	const [, inText] =
		new RegExp(String.raw`"${field}"\s*:\s*"([^"\\]+)"`).exec(text) ?? [];
	const id = inText ?? /\/([^/?#]+)$/.exec(location)?.[1];
	return id === undefined ? {} : { [field]: id };
}

/** Whether a response says that a resource was created, even if it says so with the wrong status. */
function isCreation(
	{ operation, method }: Request,
	{ status }: HttpResponse,
): boolean {
	return (
		createsResource(operation) &&
		method === operation.method.toUpperCase() &&
		status < 300
	);
}
