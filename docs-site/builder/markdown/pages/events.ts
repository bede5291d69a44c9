/** The page of a webhook event, with a correctly signed delivery. */
import {
	type Description,
	readEvents,
	readOperations,
	resolve,
	signatureHeader,
	type WebhookEvent,
} from "@lomi/spec";
import { signWebhook } from "lomi-openapi/webhooks";
import { describe, fieldTable, schemaName, typeOf } from "../fields.ts";
import { eventLink, type Page, page, schemaLink, tagLink } from "../page.ts";
import { code, fenced, json, list, section, table } from "../text.ts";

/** The signing secret in the example of createWebhook. */
export function sampleSecret(document: Description): string {
	const created = readOperations(document).find(
		({ id }) => id === "createWebhook",
	);
	const [answer] = created?.answers ?? [];
	const [example] = answer?.body?.examples ?? [];
	if (!example) throw new Error("createWebhook has no example with a secret.");
	return (example.value as { secret: string }).secret;
}

/** An event's first example as lomi. would deliver it to an endpoint with the {@link sampleSecret}. */
export interface Delivery {
	/** In the order in which they are displayed. */
	headers: [name: string, value: string][];
	/** The signed bytes as text: JSON on one line. */
	body: string;
	signature: string;
}

export async function signedDelivery(
	document: Description,
	{ body, parameters }: WebhookEvent,
): Promise<Delivery> {
	const text = JSON.stringify(body.examples[0]?.value);
	const secret = sampleSecret(document);
	const signature = await signWebhook({ body: text, secret });
	const signed = signatureHeader(document);
	return {
		headers: [
			["Content-Type", "application/json"],
			...parameters.map(({ name, example }): [string, string] => [
				name,
				name === signed ? signature : String(example),
			]),
		],
		body: text,
		signature,
	};
}

export function eventPages(document: Description): Promise<Page[]> {
	const pages = readEvents(document).map(async (event) => {
		const { name, summary, description, body, parameters } = event;
		const schema = schemaName({ $ref: body.schema });
		const { headers, body: sent } = await signedDelivery(document, event);
		return page("event", eventLink(name), name, description, [
			facts(document, event),
			`${summary}. ${description}`,
			section("## Headers", [
				table(
					["Name", "Type", "Description"],
					parameters.map((parameter) => [
						code(parameter.name),
						typeOf(parameter.schema),
						describe(document, {
							...parameter.schema,
							description: parameter.description,
						}),
					]),
				),
			]),
			section("## Body", [
				`${body.description} Schema: [${schema}](${schemaLink(schema ?? "")}).`,
				fieldTable(document, resolve(document, { $ref: body.schema })),
				...body.examples.map(
					({ summary, value }) => `${summary}:\n\n${json(value)}`,
				),
			]),
			section("## Signature", [
				`The same event as delivered to an endpoint with the secret ${code(sampleSecret(document))}. The body is a single line without a trailing line break, and the signature is computed over its bytes. Use it to test your own code.`,
				fenced(
					"http",
					`${headers.map((header) => header.join(": ")).join("\n")}\n\n${sent}`,
				),
			]),
			section("## Your response", [answerTo(document, name)]),
		]);
	});
	return Promise.all(pages);
}

function facts(document: Description, { name, tag }: WebhookEvent): string {
	const signed = signatureHeader(document);
	const resource = document.tags.find((each) => each.name === tag);
	const guide = document.tags.find(
		(each) => each["x-traitTag"] && each.description.includes(signed),
	);
	return list([
		`Event: ${code(name)}`,
		...(resource ? [`Resource: [${tag}](${tagLink(resource)})`] : []),
		...(guide ? [`Guide: [${guide.name}](${tagLink(guide)})`] : []),
	]);
}

function answerTo(document: Description, name: string): string {
	const responses = document.webhooks[name]?.post.responses ?? {};
	const [first = {}] = Object.values(responses);
	return describe(document, first as object);
}
