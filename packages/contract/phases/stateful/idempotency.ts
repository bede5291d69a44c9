/** idempotency_replay and idempotency_conflict: the second request with an idempotency key. */
import {
	type Description,
	idempotencyHeader,
	type Node,
	type Request,
	resolve,
	type Unique,
} from "@lomi/spec";
import { checkResult, describeResponse } from "../../checks/check-result.ts";
import { operationPointer } from "../../checks/spec-pointers.ts";
import type { HttpResponse } from "../../http/response.ts";
import { variantsOf } from "../../requests/invalid-requests.ts";
import type { RequestSender, ResultRecorder } from "../capabilities.ts";

export interface IdempotencyOptions {
	document: Description;
	/** Provides the keys. */
	unique: Unique;
}

/** Adds a new idempotency key to a request, if its operation accepts one. */
export function withIdempotencyKey(
	{ document, unique }: IdempotencyOptions,
	request: Request,
): Request {
	if (!request.operation.idempotent) return request;
	const headers = {
		...request.headers,
		[idempotencyHeader(document)]: unique.next(),
	};
	return { ...request, headers };
}

/**
 * Checks that the same request gets the same response again, and that a different one with the same key is a conflict.
 *
 * @param request Has been sent, with an idempotency key if its operation accepts one.
 * @param first The response to it.
 */
export async function checkIdempotency(
	options: RequestSender & ResultRecorder & { document: Description },
	request: Request,
	first: HttpResponse,
): Promise<void> {
	const { send, record, document } = options;
	const { operation } = request;
	const header = idempotencyHeader(document);
	const parameter = operation.parameters.find(({ name }) => name === header);
	if (!parameter) return;
	const pointer =
		parameter.pointer.replace(/\/schema$/, "") || operationPointer(operation);
	const replay = { ...request, after: [request] };
	const replayed = await send(replay);
	if (replayed)
		record(
			replay,
			checkResult(
				"idempotency_replay",
				replayed.status === first.status && replayed.text === first.text,
				{
					message:
						"A replay with the same idempotency key got a different response.",
					expected: describeResponse(first),
					got: describeResponse(replayed),
					pointer,
				},
			),
		);
	const body = differentBody(document, request);
	if (!body) return;
	const conflicting = { ...replay, body };
	const conflict = await send(conflicting);
	if (conflict)
		record(
			conflicting,
			checkResult("idempotency_conflict", conflict.status === 409, {
				message: `Returned ${conflict.status} to a different request with a used idempotency key.`,
				expected: "409",
				got: describeResponse(conflict),
				pointer,
			}),
		);
}

/** The body of a request with another valid value in one field; undefined if there is none that is easy to find. */
function differentBody(
	document: Description,
	{ operation, body }: Request,
): Node | undefined {
	if (!operation.body) return undefined;
	const variants = variantsOf(document, operation.body.schema).map(
		({ schema }) => schema.properties as Node,
	);
	for (const [name, value] of Object.entries(body as Node)) {
		const schemas = variants
			.filter((properties) => properties[name])
			.map((properties) => resolve(document, properties[name]));
		const different = differentValue(value, schemas);
		if (different !== undefined)
			return { ...(body as Node), [name]: different };
	}
	return undefined;
}

function differentValue(value: unknown, schemas: Node[]): unknown {
	const isUnconstrained = schemas.every(
		(schema) =>
			!schema.format &&
			!schema.enum &&
			!schema.pattern &&
			schema.const === undefined &&
			!schema["x-enumDescriptions"],
	);
	if (typeof value === "boolean") return !value;
	if (isUnconstrained && typeof value === "string") return `${value} 2`;
	if (isUnconstrained && typeof value === "number") return value + 1;
	return undefined;
}
