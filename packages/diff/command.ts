/** `npm run diff`. */
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import {
	type CommandContext,
	CommandError,
	readCommandLine,
	text,
} from "@lomi/cli";
import { compare } from "./compare.ts";
import { readDraft, readLastRelease, readSource } from "./read.ts";
import { toMarkdown } from "./report/markdown.ts";
import { report, toJson } from "./report/report.ts";
import { toTerminal } from "./report/terminal.ts";

/**
 * Compares two descriptions.
 *
 * @returns The exit code: 1 if something breaks without a new major version, or 0.
 * @throws {CommandError} If an option or a description is invalid.
 */
export async function diffCommand(context: CommandContext): Promise<number> {
	const line = readCommandLine(context, {
		command: "npm run diff --",
		about:
			"Shows what changed in the description since the last release, and which version that makes. Exits with 1 if something breaks without a new major version, 2 if it can't compare.",
		arguments: {
			BASE: {
				about: "A file or a git revision. Default: the last release.",
				optional: true,
			},
			REVISION: {
				about: "A file or a git revision. Default: openapi/.",
				optional: true,
			},
		},
		options: {
			markdown: reportFile("Markdown, for a pull request"),
			json: reportFile("JSON, for programs"),
		},
	});
	if (!line) return 0;
	const { root, console, stdout } = context;
	const files = line.options;
	if (files.markdown && files.markdown === files.json)
		throw new CommandError("--markdown and --json must be different files.");
	const [name, other] = line.arguments;
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

/** A file to write a report to. */
function reportFile(kind: string) {
	return text({
		placeholder: "FILE",
		about: `Write the report as ${kind}; - is standard output.`,
	});
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
