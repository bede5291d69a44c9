/** The data of all pages, for the templates in docs-site/pages. */
import {
	type Description,
	docsAddresses,
	type ErrorEntry,
	guidesOf,
	idPrefixes,
	readErrors,
	readEvents,
	readOperations,
	resolve,
	signatureHeader,
	slugOf,
	testServer,
	type WorkflowDocument,
} from "@lomi/spec";
import { signWebhook } from "lomi-openapi/webhooks";
import { sampleSecret } from "../markdown/pages/events.ts";
import type { CodeSample } from "../samples.ts";
import { describeWorkflows } from "../workflows.ts";
import type { Release } from "./changelog.ts";
import { type Variant, variantsOf } from "./fields.ts";
import { firstRequest } from "./first-request.ts";
import { type Language, languages, otherThan } from "./locales.ts";
import {
	type EventView,
	type OperationView,
	viewEvent,
	viewOperation,
} from "./operation.ts";
import type { Heading, Prose } from "./prose.ts";

/** The data of every page. */
export interface Entry {
	language: Language;
	/** Relative to the root of the site: `fr/guides/testing/`. */
	address: string;
	/** The same page in the other language. */
	other: { language: Language; address: string };
	title: string;
	/** A sentence for search engines. */
	description: string;
	/** The source file of the page. */
	source: string;
	/** The section in the header. */
	section: string;
	/** The Markdown version. */
	markdown?: string;
}

interface Guide {
	slug: string;
	name: string;
	title: string;
	html: string;
	headings: Heading[];
	previous?: Neighbour;
	next?: Neighbour;
}

interface Neighbour {
	title: string;
	address: string;
}

export interface GuideEntry extends Entry {
	guide: Guide;
}

export interface SchemaView {
	name: string;
	description: string;
	type: string;
	variants: Variant[];
	values: { name: string; meaning: string }[];
	/** Operations and events with this schema in their bodies. */
	uses: Neighbour[];
}

export interface Content {
	homes: (Entry & { first: ReturnType<typeof firstRequest> })[];
	guideLists: Entry[];
	guides: GuideEntry[];
	clients: (Entry & {
		client: true;
		guide: Pick<Guide, "html" | "headings">;
	})[];
	operationLists: Entry[];
	operations: (Entry & { operation: OperationView })[];
	eventLists: Entry[];
	events: (Entry & { event: EventView & { signature: string } })[];
	schemaLists: Entry[];
	schemas: (Entry & { schema: SchemaView })[];
	errors: (Entry & {
		errors: { statuses: ErrorEntry[]; codes: ErrorEntry[] };
	})[];
	changelogs: Entry[];
	/** The reference pages, each with Redoc's data. */
	references: (Entry & { definition: string })[];
	missing: Entry[];
	/** Resources in reading order, with their operations and events. */
	tags: {
		name: string;
		description: string;
		operations: OperationView[];
		events: EventView[];
	}[];
	releases: Release[];
	/** The introduction of the reference, as HTML. */
	introduction: string;
	/** Guide pages by the tag's name in links, for redirects from the reference. */
	guideLinks: Record<string, string>;
	/** The plain pages of operations and events, by operationId. */
	plainPages: Record<string, string>;
	/** The secret for signatures on event pages, and the signature header. */
	secret: string;
	/** How secrets start. */
	secretPrefix: string;
	signatureHeader: string;
	server: string;
}

/**
 * Collects the data of all pages.
 *
 * @param texts Names of the Markdown files: `operations/getRefund.md`.
 * @param schemaFiles The file in openapi/ that defines each schema.
 * @param clientGuide packages/client/README.md, which is also a page.
 */
export async function gather(
	document: Description,
	workflows: WorkflowDocument,
	samples: Record<string, CodeSample[]>,
	texts: ReadonlySet<string>,
	releases: Release[],
	schemaFiles: Record<string, string>,
	clientGuide: string,
	prose: Prose,
): Promise<Content> {
	const pages = createPages(texts);
	const operations = readOperations(document).map((operation) => ({
		...viewOperation(document, operation),
		samples: samples[operation.id] ?? [],
	}));
	const secret = sampleSecret(document);
	const events = await Promise.all(
		readEvents(document).map(async (event) => {
			const view = viewEvent(document, event);
			const signature = await signWebhook({ body: view.raw, secret });
			return { ...view, signature };
		}),
	);
	const schemas = readSchemas(document, operations, events);
	const errors = readErrors(document);
	const guides = guidesOf(document).map((tag) => ({
		tag,
		...prose.page(
			tag.description + describeWorkflows(tag, document, workflows),
		),
	}));
	const fileOf = (tag: string) => `openapi/resources/${slugOf(tag)}.yaml`;
	const summary = document.info.summary;
	return {
		homes: pages("", "home", "docs-site/locales/en.json", ({ words }) => ({
			title: words.home.title,
			description: words.home.lead,
			first: firstRequest(document),
		})),
		guideLists: pages(
			"guides/",
			"guides",
			"openapi/openapi.yaml",
			({ words }) => ({
				title: words.nav.guides,
				description: words.home.map.guides,
			}),
		),
		guides: guides.flatMap(({ tag, html, headings }, index) =>
			pages(
				docsAddresses.guide(tag.name),
				"guides",
				`openapi/guides/${slugOf(tag.name)}.md`,
				(language) => {
					const title = guideTitle(language, tag.name);
					const next = neighbour(language, guides[index + 1]?.tag.name);
					const previous = neighbour(language, guides[index - 1]?.tag.name);
					return {
						title,
						description: firstSentence(tag.description),
						guide: {
							slug: slugOf(tag.name),
							name: tag.name,
							title,
							html,
							headings,
							...(previous && { previous }),
							...(next && { next }),
						},
					};
				},
			),
		),
		clients: pages(
			"client/",
			"guides",
			"packages/client/README.md",
			({ words }) => ({
				title: words.home.downloads.client,
				description: "How to install and use lomi-openapi.",
				client: true as const,
				guide: prose.page(
					clientGuide.replaceAll("](../../CHANGELOG.md)", "](~/changelog/)"),
				),
			}),
		),
		operationLists: pages(
			"operations/",
			"reference",
			"openapi/openapi.yaml",
			({ words }) => ({ title: words.nav.operations, description: summary }),
		),
		operations: operations.flatMap((operation) =>
			pages(
				docsAddresses.operation(operation.id),
				"reference",
				fileOf(operation.tag),
				() => ({
					title: operation.summary,
					description: firstSentence(operation.description),
					operation,
				}),
			),
		),
		eventLists: pages(
			"events/",
			"events",
			"openapi/openapi.yaml",
			(language) => ({
				title: language.words.nav.events,
				description: language.words.home.map.events,
			}),
		),
		events: events.flatMap((event) =>
			pages(
				docsAddresses.event(event.name),
				"events",
				fileOf(event.tag),
				() => ({
					title: event.summary,
					description: firstSentence(event.description),
					event,
				}),
			),
		),
		schemaLists: pages(
			"schemas/",
			"reference",
			"openapi/openapi.yaml",
			({ words }) => ({ title: words.nav.schemas, description: summary }),
		),
		schemas: schemas.flatMap((schema) =>
			pages(
				docsAddresses.schema(schema.name),
				"reference",
				schemaFiles[schema.name] ?? "openapi/openapi.yaml",
				() => ({
					title: schema.name,
					description: schema.description,
					schema,
				}),
			),
		),
		errors: pages(
			"errors/",
			"errors",
			"openapi/guides/error-handling.md",
			({ words }) => ({
				title: words.nav.errors,
				description: words.home.map.errors,
				errors,
			}),
		),
		changelogs: pages(
			"changelog/",
			"changelog",
			"CHANGELOG.md",
			({ words }) => ({
				title: words.nav.changelog,
				description: words.home.map.changelog,
			}),
		),
		references: [
			...pages(
				"reference/",
				"reference",
				"openapi/introduction.md",
				({ words }) => ({
					title: words.nav.reference,
					description: summary,
					definition: "reference.json",
				}),
			),
			...pages(
				"reference/sandbox/",
				"reference",
				"openapi/sandbox.yaml",
				({ words }) => ({
					title: words.nav.sandbox,
					description: words.reference.sandbox,
					definition: "sandbox.json",
				}),
			),
		],
		// Hosts support only one 404 page for all languages.
		missing: pages(
			"404.html",
			"home",
			"docs-site/locales/en.json",
			({ words }) => ({
				title: words.missing.title,
				description: words.missing.text,
			}),
		)
			.slice(0, 1)
			.map((entry) => ({
				...entry,
				other: { ...entry.other, address: entry.other.language.prefix },
			})),
		tags: document.tags
			.filter((tag) => !tag["x-traitTag"])
			.map(({ name, description }) => ({
				name,
				description,
				operations: operations.filter(({ tag }) => tag === name),
				events: events.filter(({ tag }) => tag === name),
			})),
		releases,
		plainPages: Object.fromEntries([
			...operations.map(({ id }) => [id, docsAddresses.operation(id)]),
			...events.map(({ id, name }) => [id, docsAddresses.event(name)]),
		]),
		introduction: prose.block(document.info.description),
		guideLinks: Object.fromEntries(
			guides.map(({ tag }) => [
				tag.name.replaceAll(" ", "-"),
				docsAddresses.guide(tag.name),
			]),
		),
		secret,
		secretPrefix: idPrefixes(document).webhookSecret,
		signatureHeader: signatureHeader(document),
		server: testServer(document).url,
	};
}

/** Returns a function that creates a page in each language. */
function createPages(texts: ReadonlySet<string>) {
	return <Own extends { title: string; description: string }>(
		path: string,
		section: string,
		source: string,
		own: (language: Language) => Own,
	): (Entry & Own)[] => {
		const markdown = `${path.replace(/\/$/, "") || "index"}.md`;
		return languages.map((language) => {
			const other = otherThan(language);
			return {
				language,
				address: language.prefix + path,
				other: { language: other, address: other.prefix + path },
				source,
				section,
				...(texts.has(markdown) && { markdown }),
				...own(language),
			};
		});
	};
}

function guideTitle({ words }: Language, name: string): string {
	const title = (words.guides as Record<string, string>)[name];
	if (!title)
		throw new Error(
			`The guide ${name} has no title in docs-site/locales. Add it to en.json and fr.json.`,
		);
	return title;
}

function neighbour(
	language: Language,
	name: string | undefined,
): Neighbour | undefined {
	return name === undefined
		? undefined
		: {
				title: guideTitle(language, name),
				address: language.prefix + docsAddresses.guide(name),
			};
}

/** Plain text for the meta description. */
function firstSentence(markdown: string): string {
	const [sentence = ""] = /^.+?[.!?](?=\s|$)/.exec(markdown) ?? [markdown];
	return sentence.replaceAll(/[`*]|\[([^\]]*)\]\([^)]*\)/g, "$1");
}

function readSchemas(
	document: Description,
	operations: OperationView[],
	events: EventView[],
): SchemaView[] {
	const schemas = document.components.schemas ?? {};
	const bodies = [
		...operations.map((operation) => ({
			title: operation.summary,
			address: docsAddresses.operation(operation.id),
			names: [
				operation.body?.schema,
				...operation.answers.map(({ body }) => body?.schema),
				...operation.parameters.map(({ pointer }) => pointer),
			],
		})),
		...events.map((event) => ({
			title: event.summary,
			address: docsAddresses.event(event.name),
			names: [
				event.body.schema,
				...event.parameters.map(({ pointer }) => pointer),
			],
		})),
	].map(({ title, address, names }) => ({
		title,
		address,
		reaches: reachable(
			document,
			names.flatMap((name) => name ?? []),
		),
	}));
	return Object.keys(schemas)
		.sort()
		.map((name) => {
			const node = schemas[name] ?? {};
			const described: Record<string, string> =
				node["x-enumDescriptions"] ?? {};
			return {
				name,
				description: node.description,
				type: [node.type ?? "one of several"].flat().join(" or "),
				variants: variantsOf(document, node),
				values: Object.entries(described).map(([value, meaning]) => ({
					name: value,
					meaning,
				})),
				uses: bodies.filter(({ reaches }) => reaches.has(name)),
			};
		});
}

/** The names of all schemas that can be reached from some nodes. */
function reachable(document: Description, pointers: string[]): Set<string> {
	const found = new Set<string>();
	const visit = (pointer: string) => {
		const name = /^#\/components\/schemas\/([^/]+)$/.exec(pointer)?.[1];
		if (name) {
			if (found.has(name)) return;
			found.add(name);
		}
		JSON.stringify(resolveOnce(document, pointer), (_key, value) => {
			if (typeof value?.$ref === "string") visit(value.$ref);
			return value;
		});
	};
	for (const pointer of pointers) visit(pointer);
	return found;
}

function resolveOnce(document: Description, pointer: string): unknown {
	return resolve(document, { $ref: pointer });
}
