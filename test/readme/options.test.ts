/**
 * Compares the tables of packages/client/README.md with the client's interfaces: options, types and defaults. Also compares the table of
 * packages/sandbox/README.md with the command's options.
 */
import { join } from "node:path";
import type { Option as CommandOption } from "@lomi/cli";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as client from "../../packages/client/index.ts";
import { ResponseValidationError } from "../../packages/client/validate.ts";
import { OPTIONS } from "../../packages/sandbox/cli/options.ts";
import { ROOT } from "../../packages/spec/generated-files.ts";
import { some } from "../some.ts";
import { read } from "./pages.ts";

const PAGE = read("packages/client/README.md");

/** The interfaces with a table, and their files. */
const INTERFACES = {
	Limits: "options",
	ClientOptions: "options",
	RequestOptions: "options",
	WriteOptions: "options",
	RequestEvent: "options",
	ResponseEvent: "options",
	VerifyOptions: "webhooks",
	ValidatingOptions: "validate",
	LomiError: "errors",
};

interface Option {
	name: string;
	type: string;
	optional: boolean;
	/** The text after `Default:` in the doc comment. */
	default: string | undefined;
}

/** The own properties of an interface or class. */
function optionsOf(name: string, file: string): Option[] {
	const path = join(ROOT, `packages/client/${file}.ts`);
	const source = ts.createSourceFile(
		path,
		read(`packages/client/${file}.ts`),
		ts.ScriptTarget.ES2024,
		true,
	);
	const found = source.statements.find(
		(statement): statement is ts.InterfaceDeclaration | ts.ClassDeclaration =>
			(ts.isInterfaceDeclaration(statement) ||
				ts.isClassDeclaration(statement)) &&
			statement.name?.text === name,
	);
	if (!found) throw new Error(`packages/client/${file}.ts has no ${name}.`);
	const options: Option[] = [];
	for (const member of found.members) {
		if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member))
			continue;
		if (!member.type || !member.name) continue;
		const comment = ts
			.getJSDocCommentsAndTags(member)
			.map((doc) => ts.getTextOfJSDocComment(doc.comment as string) ?? "")
			.join(" ");
		options.push({
			name: member.name.getText(),
			type: plainType(member.type.getText(), Boolean(member.questionToken)),
			optional: Boolean(member.questionToken),
			default: /Default: (.*?)\.(?=\s|$)/.exec(comment)?.[1],
		});
	}
	return options;
}

/** A type as written in a table: without `undefined` for an optional property. */
function plainType(type: string, optional: boolean): string {
	const plain = optional ? type.replace(/ \| undefined$/, "") : type;
	return plain.replace(/^\((.*=>.*)\)$/, "$1");
}

/** The rows of the table with the interface's name as the first heading. */
function tableOf(name: string): Record<string, string>[] {
	const [, header = "", rows = ""] =
		new RegExp(`^(\\| \`${name}\` .*)\\n\\|[- |]+\\n((?:\\|.*\\n)+)`, "m").exec(
			PAGE,
		) ?? [];
	const cells = (line: string) =>
		line
			.split(/(?<!\\)\|/)
			.slice(1, -1)
			.map((cell) => cell.trim().replaceAll("\\|", "|"));
	const [, ...columns] = cells(header);
	return rows
		.trim()
		.split("\n")
		.map((row) => {
			const [first = "", ...rest] = cells(row);
			return Object.fromEntries([
				["Name", first],
				...columns.map((column, index) => [column, rest[index] ?? ""]),
			]);
		});
}

describe.each(Object.entries(INTERFACES))("the table of %s", (name, file) => {
	const options = optionsOf(name, file);
	const rows = tableOf(name);

	test("lists exactly its properties, in order, with their types", () => {
		expect(options).not.toStrictEqual([]);
		expect(
			rows.map((row) => ({ name: row.Name, type: row.Type })),
		).toStrictEqual(
			options.map((option) => ({
				name: `\`${option.name}\``,
				type: `\`${option.type}\``,
			})),
		);
	});

	test("has the defaults from the code, and a description of each property", () => {
		for (const [index, option] of some(options.entries())) {
			const row = rows[index] ?? {};
			expect(row.Meaning ?? row.Description, option.name).toMatch(/\w/);
			if (!("Default" in row)) {
				expect(option.default, option.name).toBeUndefined();
			} else if (option.default !== undefined) {
				expect(row.Default, option.name).toBe(option.default);
			} else if (option.optional) {
				// No default in the doc comment.
				expect(row.Default, option.name).toMatch(/^none$|^the global `fetch`$/);
			} else {
				expect(row.Default, option.name).toBe("required");
			}
		}
	});
});

test("every table of an interface is checked", () => {
	const headers = [...PAGE.matchAll(/^\| `([A-Z]\w+)` +\| Type /gm)];
	expect(some(headers.map(([, name]) => name)).sort()).toStrictEqual(
		Object.keys(INTERFACES).sort(),
	);
});

test("every class of errors is in the table of errors", () => {
	const exported: unknown[] = Object.values({
		...client,
		ResponseValidationError,
	});
	const classes = exported.filter(
		(value): value is typeof client.LomiError =>
			typeof value === "function" &&
			(value === client.LomiError ||
				value.prototype instanceof client.LomiError),
	);
	const table = PAGE.split("\n## Errors\n")[1]?.split("\n\n| `LomiError`")[0];
	const rows = [...(table ?? "").matchAll(/^\| `(\w+)` /gm)];
	expect(rows.map(([, name]) => name).sort()).toStrictEqual(
		classes.map(({ name }) => name).sort(),
	);
});

test("every entry of the package is in the table of imports", () => {
	const entries = Object.keys(
		JSON.parse(read("packages/client/package.json")).exports,
	);
	const rows = [...PAGE.matchAll(/^\| `(lomi-openapi[\w/.]*)` /gm)];
	expect(rows.map(([, name]) => name)).toStrictEqual(
		expect.arrayContaining(
			entries.map((entry) => entry.replace(/^\./, "lomi-openapi")),
		),
	);
});

test("every option of the sandbox is in its table, with its default, as --help tells it", () => {
	const rows = [
		...read("packages/sandbox/README.md").matchAll(
			/^\| `--([\w-]+)(?: ([A-Z]+))?` *\| (.*?) *\| (.*?) *\|$/gm,
		),
	].map(([, name, value, standard, about]) => [
		name,
		{ placeholder: value, default: standard, about },
	]);
	const options = Object.entries<CommandOption>(OPTIONS).map(
		([name, option]) => {
			const { placeholder, about, default: standard = "off" } = option;
			return [name, { placeholder, default: standard, about }];
		},
	);
	expect(Object.fromEntries(some(rows))).toStrictEqual(
		Object.fromEntries(options),
	);
});
