/** The page of a webhook event, with a delivery that is really signed. */
import { createHmac } from "node:crypto";
import {
	type Description,
	readEvents,
	resolve,
	signatureHeader,
	type WebhookEvent,
} from "@lomi/spec";
import { describe, fieldTable, schemaName, typeOf } from "../fields.ts";
import { eventLink, type Page, page, schemaLink, tagLink } from "../page.ts";
import { code, fenced, json, list, section, table } from "../text.ts";

/** The secret that the signatures of the docs are made with. */
export const SAMPLE_SECRET = "whsec_example";

/** An event's first example as lomi. would deliver it, to an endpoint whose secret is {@link SAMPLE_SECRET}. */
export interface Delivery {
	/** In the order in which they are told. */
	headers: [name: string, value: string][];
	/** The bytes that are signed, as text: JSON in one line. */
	body: string;
	signature: string;
}

export function signedDelivery(
	document: Description,
	{ body, parameters }: WebhookEvent,
): Delivery {
	const text = JSON.stringify(body.examples[0]?.value);
	// As `signWebhook` does, which can't be used here: the client is made by the same build.
	const signature = createHmac("sha256", SAMPLE_SECRET)
		.update(text)
		.digest("hex");
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

export function eventPages(document: Description): Page[] {
	return readEvents(document).map((event) => {
		const { name, summary, description, body, parameters } = event;
		const schema = schemaName({ $ref: body.schema });
		const { headers, body: sent } = signedDelivery(document, event);
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
				`The same event as it arrives at an endpoint whose secret is ${code(SAMPLE_SECRET)}. Its body is one line, without a line break at the end, and the signature is that of its bytes. Try your own code on it.`,
				fenced(
					"http",
					`${headers.map((header) => header.join(": ")).join("\n")}\n\n${sent}`,
				),
			]),
			section("## Your answer", [answerTo(document, name)]),
		]);
	});
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
