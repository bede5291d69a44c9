/** View models of operation and event pages. */
import { STATUS_CODES } from "node:http";
import {
	argumentNames,
	type Body,
	type Description,
	docsAddresses,
	type Example,
	methodName,
	type Operation,
	resourceName,
	type WebhookEvent,
} from "@lomi/spec";
import {
	type Field,
	fieldOf,
	schemaName,
	type Variant,
	variantsOf,
} from "./fields.ts";

/** A request or response body: schema, fields and examples. */
export interface BodyView {
	description: string;
	schema?: { name: string; address: string };
	variants: Variant[];
	examples: { summary: string; json: string }[];
}

export interface AnswerView extends BodyView {
	status: number;
	/** `Created` */
	reason: string;
	headers: Field[];
}

/** The view model of an operation. */
export interface OperationView extends Operation {
	/** `lomi.customers.create(body)` */
	call: string;
	/** Its URL in Redoc. */
	reference: string;
	/** The parameters by location, without empty groups. */
	given: { place: string; fields: Field[] }[];
	request?: BodyView;
	successes: AnswerView[];
	failures: AnswerView[];
}

const PLACES = [
	["path", "Path parameters"],
	["query", "Query parameters"],
	["header", "Headers"],
] as const;

export function viewOperation(
	document: Description,
	operation: Operation,
): OperationView {
	const answers = operation.answers.map((answer) => ({
		...viewBody(document, answer.body, answer.description),
		status: answer.status,
		reason: STATUS_CODES[answer.status] ?? "",
		headers: answer.headers.map(({ name, required, pointer }) =>
			fieldOf(document, name, { $ref: pointer }, required),
		),
	}));
	const names = argumentNames(operation).join(", ");
	return {
		...operation,
		call: `lomi.${resourceName(operation.tag)}.${methodName(operation)}(${names})`,
		reference: docsAddresses.reference(operation.tag, operation.id),
		given: PLACES.map(([place, title]) => ({
			place: title,
			fields: operation.parameters
				.filter((parameter) => parameter.in === place)
				.map(({ name, required, pointer, description }) =>
					fieldOf(document, name, { $ref: pointer }, required, description),
				),
		})).filter(({ fields }) => fields.length > 0),
		...(operation.body && {
			request: viewBody(document, operation.body, operation.body.description),
		}),
		successes: answers.filter(({ status }) => status < 400),
		failures: answers.filter(({ status }) => status >= 400),
	};
}

/** The view model of an event. */
export interface EventView extends WebhookEvent {
	reference: string;
	headers: Field[];
	payload: BodyView;
	/** The raw body of a delivery, from the first example. */
	raw: string;
}

export function viewEvent(
	document: Description,
	event: WebhookEvent,
): EventView {
	const [example] = event.body.examples;
	return {
		...event,
		reference: docsAddresses.reference(event.tag, event.id),
		headers: event.parameters.map(({ name, required, pointer, description }) =>
			fieldOf(document, name, { $ref: pointer }, required, description),
		),
		payload: viewBody(document, event.body, event.body.description),
		raw: JSON.stringify(example?.value),
	};
}

function viewBody(
	document: Description,
	body: Body | undefined,
	description: string,
): BodyView {
	const name = schemaName(body?.schema);
	return {
		description,
		...(name && { schema: { name, address: docsAddresses.schema(name) } }),
		variants: body ? variantsOf(document, { $ref: body.schema }) : [],
		examples: (body?.examples ?? []).map(viewExample),
	};
}

export function viewExample({ summary, value }: Example): {
	summary: string;
	json: string;
} {
	return { summary, json: JSON.stringify(value, null, 2) };
}
