/** Where answers lead: the links of the description, followed. */
import type { Link, Node, Operation, Request } from "@lomi/spec";

/** A request that an answer leads to. */
export interface Lead {
	operation: Operation;
	path: Record<string, string>;
	query: Request["query"];
	/** Where it is about what the answer says was made, the ID of that. */
	item: string | undefined;
}

const CREATED = 201;

/** Whether an operation makes something. */
export function creates({ answers }: Operation): boolean {
	return answers.some(({ status }) => status === CREATED);
}

/** Everything that an answer leads to, but for what would need something that it doesn't have. */
export function leadsOf(
	operations: Operation[],
	request: Request,
	{ status, body }: { status: number; body: unknown },
): Lead[] {
	return linksOf(request.operation, status).flatMap((link) => {
		const operation = operations.find(({ id }) => id === link.operationId);
		if (!operation) return [];
		const values = operation.parameters.map(
			({ name, in: place }) =>
				[place, name, evaluate(link.parameters[name], request, body)] as const,
		);
		const given = (where: string) =>
			values.flatMap(([place, name, value]): [string, string][] =>
				place === where && value !== undefined ? [[name, value]] : [],
			);
		const lacks = values.some(
			([place, , value]) => place === "path" && value === undefined,
		);
		if (lacks) return [];
		const path = Object.fromEntries(given("path"));
		const name =
			status === CREATED ? itemOf(request.operation, operation) : undefined;
		const item = name === undefined ? undefined : path[name];
		return { operation, path, query: given("query"), item };
	});
}

function linksOf({ answers }: Operation, status: number): Link[] {
	return answers.find((answer) => answer.status === status)?.links ?? [];
}

/** The path parameter that an operation names an item of a collection by: `id` of `/customers/{id}`, for what is posted to `/customers`. */
function itemOf(
	collection: Operation,
	{ path }: Operation,
): string | undefined {
	return path.startsWith(`${collection.path}/{`)
		? /{(\w+)}/.exec(path.slice(collection.path.length))?.[1]
		: undefined;
}

/** What a parameter of a link stands for: a runtime expression of OpenAPI, `$response.body#/data/id`, `$request.path.id`, or a value. */
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
		.reduce((at: unknown, key) => (at as Node | null)?.[key], body);
	return typeof value === "string" ? value : undefined;
}

/** Whether an operation ends what it names: a DELETE whose answer doesn't lead on to it, as a cancelled subscription's does. */
export function removes({ method, answers }: Operation): boolean {
	return (
		method === "delete" &&
		answers.every(({ status, links }) => status >= 300 || links.length === 0)
	);
}

/** The field of what an operation makes that its ID is in, `customer_id`: where what can be done with it takes it from. */
export function ownField(
	operation: Operation,
	operations: Operation[],
): string | undefined {
	for (const { operationId, parameters } of linksOf(operation, CREATED)) {
		const target = operations.find(({ id }) => id === operationId);
		const name = target && itemOf(operation, target);
		if (name) return /\/data\/(\w+)$/.exec(parameters[name] ?? "")?.[1];
	}
	return undefined;
}

/** The operations whose answers lead to another: what makes it first, then what lists it. */
export function sourcesOf(
	target: Operation,
	operations: Operation[],
): Operation[] {
	const leads = ({ answers }: Operation) =>
		answers.some(({ links }) =>
			links.some(({ operationId }) => operationId === target.id),
		);
	const rank = ({ method, path }: Operation) =>
		(method === "post" ? 0 : 2) + (path.includes("{") ? 1 : 0);
	return operations
		.filter((operation) => operation !== target && leads(operation))
		.toSorted((a, b) => rank(a) - rank(b));
}
