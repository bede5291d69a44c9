/** idempotency_replay and idempotency_conflict: what a key does for the second request under it. */
import { type Description, type Node, type Request, resolve } from "@lomi/spec";
import { told, unless } from "../checks/conformance.ts";
import { operationPointer } from "../checks/spec-pointers.ts";
import { variantsOf } from "../requests/invalid-requests.ts";
import type { Run } from "../run.ts";
import type { Answer } from "../send.ts";

/** A request under a new idempotency key, where its operation takes one. */
export function withKey(
	{ idempotencyHeader, unique }: Run,
	request: Request,
): Request {
	if (!request.operation.idempotent) return request;
	const headers = { ...request.headers, [idempotencyHeader]: unique.next() };
	return { ...request, headers };
}

/** The same request under the same key is answered alike; another one under it, where it has a body that can be another, is a conflict. */
export async function idempotency(
	run: Run,
	request: Request,
	first: Answer,
): Promise<void> {
	const { operation } = request;
	const parameter = operation.parameters.find(
		({ name }) => name === run.idempotencyHeader,
	);
	if (!parameter) return;
	const pointer =
		parameter.pointer.replace(/\/schema$/, "") || operationPointer(operation);
	const same = { ...request, after: [request] };
	const again = await run.attempt(same);
	if (again)
		run.keep(same, {
			check: "idempotency_replay",
			...unless(again.status === first.status && again.text === first.text, {
				message: "The same request under the same key is answered otherwise.",
				expected: told(first),
				got: told(again),
				pointer,
			}),
		});
	const body = otherBody(run.document, request);
	if (!body) return;
	const other = { ...same, body };
	const conflict = await run.attempt(other);
	if (conflict)
		run.keep(other, {
			check: "idempotency_conflict",
			...unless(conflict.status === 409, {
				message: `It answers ${conflict.status} to another request under a key that was used.`,
				expected: "409",
				got: told(conflict),
				pointer,
			}),
		});
}

/** The body of a request with one field changed, within its schema; undefined where none can be. */
function otherBody(
	document: Description,
	{ operation, body }: Request,
): Node | undefined {
	if (!operation.body) return undefined;
	const schemas = variantsOf(document, operation.body.schema).map(
		({ schema }) => schema.properties as Node,
	);
	for (const [name, value] of Object.entries(body as Node)) {
		const nodes = schemas.filter((properties) => properties[name]);
		const other = otherValue(
			value,
			nodes.map((properties) => resolve(document, properties[name])),
		);
		if (other !== undefined) return { ...(body as Node), [name]: other };
	}
	return undefined;
}

/** Another value that all of some schemas take, where that is easy to tell. */
function otherValue(value: unknown, schemas: Node[]): unknown {
	const plain = schemas.every(
		(schema) =>
			!schema.format &&
			!schema.enum &&
			!schema.pattern &&
			schema.const === undefined &&
			!schema["x-enumDescriptions"],
	);
	if (typeof value === "boolean") return !value;
	if (plain && typeof value === "string") return `${value} 2`;
	if (plain && typeof value === "number") return value + 1;
	return undefined;
}
