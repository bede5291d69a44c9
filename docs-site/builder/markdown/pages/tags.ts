/** The pages of guides and resources, and the home page. */
import {
	type Description,
	type Operation,
	readEvents,
	readOperations,
	type Tag,
	type WebhookEvent,
	type WorkflowDocument,
} from "@lomi/spec";
import { describeWorkflows } from "../../workflows.ts";
import {
	eventLink,
	HOME,
	operationLink,
	type Page,
	page,
	tagLink,
} from "../page.ts";
import {
	code,
	firstParagraph,
	firstSentence,
	section,
	table,
} from "../text.ts";

export function homePage({ info, servers }: Description): Page {
	return page("home", `/${HOME}`, info.title, info.summary, [
		`${info.summary} Version ${info.version}.`,
		table(
			[
				"Environment",
				"Base URL",
				"Key prefix",
				"Requests per minute",
				"Requests per day",
			],
			servers.map((server) => [
				server["x-environment"],
				code(server.url),
				code(server["x-key-prefix"]),
				String(server["x-rate-limit"].perMinute),
				String(server["x-rate-limit"].perDay),
			]),
		),
		info.description,
	]);
}

/** Guides, followed by their workflows. */
export function guidePages(
	document: Description,
	workflows: WorkflowDocument,
): Page[] {
	return document.tags
		.filter((tag) => tag["x-traitTag"])
		.map((tag) =>
			page("guide", tagLink(tag), tag.name, firstParagraph(tag.description), [
				`${tag.description}${describeWorkflows(tag, document, workflows)}`.trim(),
			]),
		);
}

export function resourcePages(document: Description): Page[] {
	const operations = readOperations(document);
	const events = readEvents(document);
	return document.tags
		.filter((tag) => !tag["x-traitTag"])
		.map((tag) =>
			resourcePage(
				tag,
				operations.filter((operation) => operation.tag === tag.name),
				events.filter((event) => event.tag === tag.name),
			),
		);
}

function resourcePage(
	tag: Tag,
	operations: Operation[],
	events: WebhookEvent[],
): Page {
	return page("resource", tagLink(tag), tag.name, tag.description, [
		tag.description,
		section("## Operations", [
			table(
				["Operation", "Request", "Does"],
				operations.map(({ id, method, path, summary, description }) => [
					`[${summary}](${operationLink(id)})`,
					code(`${method.toUpperCase()} ${path}`),
					firstSentence(description),
				]),
			),
		]),
		section("## Events", [
			table(
				["Event", "Sent"],
				events.map(({ name, description }) => [
					`[${code(name)}](${eventLink(name)})`,
					firstSentence(description),
				]),
			),
		]),
	]);
}
