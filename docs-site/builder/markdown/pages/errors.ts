/** The errors page: every status and code, where it happens, examples, and how to handle it. */
import {
	type Description,
	type Example,
	type Operation,
	readOperations,
	remedyOf,
} from "@lomi/spec";
import {
	ERRORS,
	operationLink,
	type Page,
	page,
	schemaLink,
	slug,
} from "../page.ts";
import { code, section, table } from "../text.ts";
import { exampleText, statusHeading } from "./operations.ts";

/** An error of an operation. */
interface Documented {
	operation: Operation;
	status: number;
	/** Why it happens there. */
	description: string;
	examples: Example[];
}

export function errorsPage(document: Description): Page {
	const operations = readOperations(document);
	const all: Documented[] = operations.flatMap((operation) =>
		operation.answers
			.filter(({ status }) => status >= 400)
			.map(({ status, description, body }) => ({
				operation,
				status,
				description,
				examples: body?.examples ?? [],
			})),
	);
	const statuses = [...new Set(all.map(({ status }) => status))].sort();
	const { "x-enumDescriptions": codes = {} } =
		document.components.schemas?.ErrorCode ?? {};
	const { description } = document.components.schemas?.Error ?? {};
	return page(
		"errors",
		`/${ERRORS}`,
		"Errors",
		`Every status and code, where it happens, and how to handle it.`,
		[
			`${description} Schema: [Error](${schemaLink("Error")}).`,
			table(
				["Status", "What happened", "What to do", "Retry?"],
				statuses.map((status) => {
					const { happened, remedy, retry = "" } = remedyOf(document, status);
					return [
						`[${status}](#${slug(statusHeading(status))})`,
						happened,
						remedy,
						retry,
					];
				}),
			),
			...statuses.map((status) => {
				const { happened, remedy, retry } = remedyOf(document, status);
				return section(`## ${statusHeading(status)}`, [
					`${happened} **What to do:** ${remedy}`,
					...(retry ? [`**Retry?** ${retry}.`] : []),
					...whereAndWhy(
						all.filter((each) => each.status === status),
						operations.length,
					),
				]);
			}),
			section("## Codes", [
				document.components.schemas?.ErrorCode?.description,
			]),
			...Object.entries<string>(codes).map(([name, meaning]) =>
				section(`### ${name}`, [
					`${meaning} **What to do:** ${remedyOf(document, name).remedy}`,
					...examplesOfCode(all, name, operations.length),
				]),
			),
		],
	);
}

/** The operations that return a status, and examples. */
function whereAndWhy(found: Documented[], count: number): string[] {
	const reasons = new Set(found.map(({ description }) => description));
	const examples = found.flatMap((each) => each.examples);
	const general = examples.filter((example) => isGeneral(example, found));
	const shown = general.length > 0 ? general : examples.slice(0, 1);
	return [
		...(found.length === count && reasons.size === 1
			? [`Every operation can return it. ${[...reasons][0]}`]
			: [
					table(
						["Operation", "Cause"],
						found.map(({ operation, description }) => [
							operationTitle(operation),
							description,
						]),
					),
				]),
		...byComponent(shown).map(exampleText),
	];
}

/** Examples of responses with a code, with the operations that return them. */
function examplesOfCode(
	all: Documented[],
	name: string,
	count: number,
): string[] {
	const found = all.flatMap(({ operation, status, examples }) =>
		examples
			.filter(({ value }) => errorOf(value).code === name)
			.map((example) => ({ operation, status, example })),
	);
	const examples = byComponent(found.map(({ example }) => example));
	return [
		table(
			["Status", "`message`", "`details`", "Operations"],
			examples.map(({ component, value }) => {
				const same = found.filter(
					({ example }) => example.component === component,
				);
				const { message, details = "" } = errorOf(value);
				return [
					code(same[0]?.status),
					message,
					typeof details === "string" ? details : code(JSON.stringify(details)),
					same.length === count
						? "all"
						: same.map(({ operation }) => operationTitle(operation)).join(", "),
				];
			}),
		),
		...examples.slice(0, 1).map(exampleText),
	];
}

/** Examples of a single operation are on that operation's page. */
function isGeneral({ component }: Example, found: Documented[]): boolean {
	return !found.some(({ operation }) =>
		component.startsWith(`${operation.id}.`),
	);
}

function byComponent(examples: Example[]): Example[] {
	const known = new Map(examples.map((each) => [each.component, each]));
	return [...known.values()];
}

function errorOf(value: unknown): {
	message: string;
	details?: unknown;
	code?: string;
} {
	return (value as { error: { message: string } }).error;
}

function operationTitle({ id, summary }: Operation): string {
	return `[${summary}](${operationLink(id)})`;
}
