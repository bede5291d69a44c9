/** The search index: one document for each page and for each section of a guide. */

import { type Description, docsAddresses, guidesOf } from "@lomi/spec";
import MiniSearch from "minisearch";
import { type Found, options } from "../../browser/search-options.ts";
import keywords from "../../keywords.json" with { type: "json" };
import { slugify } from "./addresses.ts";
import type { Content } from "./content.ts";
import type { Field } from "./fields.ts";
import { languages } from "./locales.ts";
import type { BodyView } from "./operation.ts";

type Searched = Found & { keywords: string; text: string };

/** The index in the form that the browser loads. */
export function indexPages(
	document: Description,
	content: Content,
): ReturnType<MiniSearch["toJSON"]> {
	const index = new MiniSearch<Searched>(options);
	index.addAll(documentsOf(document, content));
	return index.toJSON();
}

function documentsOf(document: Description, content: Content): Searched[] {
	const [english, french] = languages;
	const frenchTags: Record<string, string> = french?.words.tags ?? {};
	const frenchGuides: Record<string, string> = french?.words.guides ?? {};
	const titles: Record<string, string> = english?.words.guides ?? {};
	const found: Searched[] = [];
	const add = (
		kind: Found["kind"],
		address: string,
		title: string,
		text: string,
		part = "",
		...names: string[]
	) => {
		const typed: Record<string, string> = keywords;
		found.push({
			id: found.length,
			kind,
			address,
			title,
			part,
			keywords: [typed[address] ?? "", ...names].join(" "),
			text: plain(text),
		});
	};
	for (const { name, description } of guidesOf(document)) {
		const title = titles[name] ?? name;
		const address = docsAddresses.guide(name);
		const [start = "", ...sections] = description
			.replaceAll(/^```[\s\S]*?^```$/gm, "")
			.split(/^## /m);
		add("guide", address, title, start, "", name, frenchGuides[name] ?? "");
		for (const section of sections) {
			const [heading = "", ...lines] = section.split("\n");
			const place = `${address}#${slugify(heading)}`;
			add("guide", place, heading.replaceAll("`", ""), lines.join("\n"), title);
		}
	}
	for (const { name, operations, events } of content.tags) {
		for (const operation of operations)
			add(
				"operation",
				docsAddresses.operation(operation.id),
				operation.summary,
				[
					operation.description,
					...operation.given.flatMap(({ fields }) => namesOf(fields)),
					...bodyNames(operation.request),
				].join(" "),
				`${operation.method.toUpperCase()} ${operation.path}`,
				operation.id,
				operation.call,
				frenchTags[name] ?? "",
			);
		for (const event of events)
			add(
				"event",
				docsAddresses.event(event.name),
				event.name,
				event.description,
				event.summary,
				event.id,
				"event webhook",
				frenchTags[name] ?? "",
			);
	}
	const [{ errors } = { errors: undefined }] = content.errors;
	for (const { name, title, advice } of [
		...(errors?.statuses ?? []),
		...(errors?.codes ?? []),
	])
		add(
			"error",
			docsAddresses.error(name),
			[name, title].filter(Boolean).join(" "),
			`${advice.happened} ${advice.remedy}`,
		);
	for (const { schema } of content.schemas.filter(
		({ language }) => language.code === "en",
	))
		add(
			"schema",
			docsAddresses.schema(schema.name),
			schema.name,
			[
				schema.description,
				...schema.variants.flatMap(({ fields }) => namesOf(fields)),
				...schema.values.map((value) => value.name),
			].join(" "),
		);
	add("page", "changelog/", "Changelog", "What changed, release by release.");
	add("page", "client/", "TypeScript client", "Install and use lomi-openapi.");
	return found;
}

function bodyNames(body: BodyView | undefined): string[] {
	return (body?.variants ?? []).flatMap(({ fields }) => namesOf(fields));
}

function namesOf(fields: Field[]): string[] {
	return fields.flatMap(({ name, fields: own }) => [name, ...namesOf(own)]);
}

/** Strips Markdown syntax. */
function plain(markdown: string): string {
	return markdown
		.replaceAll(/\]\([^)]*\)/g, "]")
		.replaceAll(/[|`*#>[\]]|--+/g, " ")
		.replaceAll(/\s+/g, " ")
		.trim();
}
