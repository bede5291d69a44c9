/** `npm run diff`. */
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type CommandContext, CommandError } from "@lomi/cli";
import { compare } from "./compare.ts";
import { readDraft, readLastRelease, readSource } from "./read.ts";
import { toMarkdown } from "./report/markdown.ts";
import { report, toJson } from "./report/report.ts";
import { toTerminal } from "./report/terminal.ts";

const USAGE =
	"Usage: npm run diff -- [BASE [REVISION]] [--markdown FILE] [--json FILE]. BASE and REVISION are files or git revisions. If FILE is -, the report goes to standard output.";

/**
 * Compares two descriptions.
 *
 * @returns The exit code: 1 if something breaks without a new major version, or 0.
 * @throws {CommandError} If an option or a description is invalid.
 */
export async function diffCommand(context: CommandContext): Promise<number> {
	const { args, root, console, stdout } = context;
	const { files, names } = readOptions(args);
	const [name, other] = names;
	const base = name
		? await readSource(name, context)
		: await readLastRelease(root);
	const revision = other
		? await readSource(other, context)
		: await readDraft(root);
	if (!base) {
		const { version } = revision.document.info;
		console.log(
			`There is no release in openapi/releases/ to compare with yet. The first one will be ${version}, from info.version. To compare with a branch: npm run diff -- main.`,
		);
		return 0;
	}
	const comparison = await compare(base.document, revision.document);
	const result = report(base, revision, comparison);
	if (!Object.values(files).includes("-"))
		console.log(toTerminal(result, stdout.columns ?? 100));
	if (files.markdown)
		await write(context, "markdown", files.markdown, toMarkdown(result));
	if (files.json) await write(context, "json", files.json, toJson(result));
	return result.allowed ? 0 : 1;
}

function readOptions(args: string[]) {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: { markdown: { type: "string" }, json: { type: "string" } },
		});
		for (const [option, value] of Object.entries(values))
			if (!value) throw new Error(`--${option} requires a file`);
		if (values.markdown && values.markdown === values.json)
			throw new Error("--markdown and --json must be different files");
		if (positionals.includes(""))
			throw new Error("BASE and REVISION must not be empty");
		if (positionals.length > 2)
			throw new Error(`Too many arguments: ${positionals.length}`);
		return { files: values, names: positionals };
	} catch (error) {
		const [reason] = (error as Error).message.split(/\. |\n/);
		throw new CommandError(`${reason}. ${USAGE}`);
	}
}

async function write(
	{ cwd, stdout }: CommandContext,
	option: string,
	file: string,
	text: string,
): Promise<void> {
	if (file === "-") {
		stdout.write(text);
		return;
	}
	await writeFile(resolve(cwd, file), text).catch(
		(error: NodeJS.ErrnoException) => {
			const reason = {
				ENOENT: `the folder ${dirname(file)} doesn't exist. Create it first.`,
				EISDIR: "it is a folder. Name a file in it.",
			}[error.code ?? ""];
			if (!reason) throw error;
			throw new CommandError(`Can't write --${option} ${file}: ${reason}`);
		},
	);
}
