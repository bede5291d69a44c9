/** Follows the OpenAPI links of responses to further requests. */
import type { Link, Node, Operation, Request } from "@lomi/spec";

/** A link of a response with its expressions evaluated: the request that it leads to. */
export interface ResolvedLink {
	operation: Operation;
	path: Record<string, string>;
	query: Request["query"];
	/** The ID of the resource that the response created, if the link is about that resource. */
	createdId: string | undefined;
}

/** The status of a response to what creates a resource. */
export const CREATED = 201;

/** Whether an operation creates a resource. */
export function createsResource({ answers }: Operation): boolean {
	return answers.some(({ status }) => status === CREATED);
}

/** Resolves the links of a response. Links whose path parameters it doesn't provide are left out. */
export function resolveLinks(
	operations: Operation[],
	request: Request,
	{ status, body }: { status: number; body: unknown },
): ResolvedLink[] {
	return linksOf(request.operation, status).flatMap((link) => {
		const operation = operations.find(({ id }) => id === link.operationId);
		if (!operation) return [];
		const values = operation.parameters.map(
			({ name, in: location }) =>
				[
					location,
					name,
					evaluate(link.parameters[name], request, body),
				] as const,
		);
		const valuesIn = (where: string) =>
			values.flatMap(([location, name, value]): [string, string][] =>
				location === where && value !== undefined ? [[name, value]] : [],
			);
		const isIncomplete = values.some(
			([location, , value]) => location === "path" && value === undefined,
		);
		if (isIncomplete) return [];
		const path = Object.fromEntries(valuesIn("path"));
		const name =
			status === CREATED
				? itemParameter(request.operation, operation)
				: undefined;
		const createdId = name === undefined ? undefined : path[name];
		return { operation, path, query: valuesIn("query"), createdId };
	});
}

function linksOf({ answers }: Operation, status: number): Link[] {
	return answers.find((answer) => answer.status === status)?.links ?? [];
}

/** The path parameter that identifies an item of a collection: `id` of `/customers/{id}`, for the collection `/customers`. */
function itemParameter(
	collection: Operation,
	{ path }: Operation,
): string | undefined {
	return path.startsWith(`${collection.path}/{`)
		? /{(\w+)}/.exec(path.slice(collection.path.length))?.[1]
		: undefined;
}

/** Evaluates an OpenAPI runtime expression, such as `$response.body#/data/id` or `$request.path.id`. Anything else is a constant. */
function evaluate(
	expression: string | undefined,
	request: Request,
	body: unknown,
): string | undefined {
	if (expression === undefined) return undefined;
	const [, parameter] = /^\$request\.path\.(\w+)$/.exec(expression) ?? [];
	if (parameter) return request.path[parameter];
	const [, pointer] = /^\$response\.body#(.+)$/.exec(expression) ?? [];
	if (pointer === undefined) return expression;
	const value = pointer
		.split("/")
		.slice(1)
		.reduce((node: unknown, key) => (node as Node | null)?.[key], body);
	return typeof value === "string" ? value : undefined;
}

/**
 * Whether an operation deletes its resource: a DELETE whose response has no links. A cancelled subscription, which remains readable, has
 * some.
 */
export function deletesResource({ method, answers }: Operation): boolean {
	return (
		method === "delete" &&
		answers.every(({ status, links }) => status >= 300 || links.length === 0)
	);
}

/** The name of the field that holds the ID of what an operation creates, such as `customer_id`. Links take the ID from it. */
export function idField(
	operation: Operation,
	operations: Operation[],
): string | undefined {
	for (const { operationId, parameters } of linksOf(operation, CREATED)) {
		const target = operations.find(({ id }) => id === operationId);
		const name = target && itemParameter(operation, target);
		if (name) return /\/data\/(\w+)$/.exec(parameters[name] ?? "")?.[1];
	}
	return undefined;
}

/** The operations whose responses link to another one: the one that creates its resource first, then those that list it. */
export function sourcesOf(
	target: Operation,
	operations: Operation[],
): Operation[] {
	const linksToTarget = ({ answers }: Operation) =>
		answers.some(({ links }) =>
			links.some(({ operationId }) => operationId === target.id),
		);
	const rank = ({ method, path }: Operation) =>
		(method === "post" ? 0 : 2) + (path.includes("{") ? 1 : 0);
	return operations
		.filter((operation) => operation !== target && linksToTarget(operation))
		.toSorted((a, b) => rank(a) - rank(b));
}
