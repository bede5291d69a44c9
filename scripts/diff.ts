/**
 * `npm run diff`: what changed in the description since the last release, what that means to whoever uses the client, and which version
 * it asks for. `npm run diff -- BASE` compares with a file or a git revision, `npm run diff -- BASE REVISION` compares two of them.
 * Ends with 0, with 1 where something breaks without a new major version, with 2 where it could not compare.
 */
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { compare } from "../diff/compare.ts";
import { toMarkdown } from "../diff/markdown.ts";
import { readDraft, readLastRelease, readSource } from "../diff/read.ts";
import { report, toJson } from "../diff/report.ts";
import { toScreen } from "../diff/screen.ts";
import { CommandError, fail } from "./terminal.ts";

const USAGE =
	"Use npm run diff -- [BASE [REVISION]] [--markdown FILE] [--json FILE]. BASE and REVISION are files or git revisions, - in the place of FILE is standard output.";

try {
	const { files, names } = readOptions();
	const [name, other] = names;
	const base = name ? await readSource(name) : await readLastRelease();
	const revision = other ? await readSource(other) : await readDraft();
	if (base) {
		const comparison = await compare(base.document, revision.document);
		const found = report(base, revision, comparison);
		if (!Object.values(files).includes("-"))
			console.log(toScreen(found, process.stdout.columns ?? 100));
		if (files.markdown)
			await write("markdown", files.markdown, toMarkdown(found));
		if (files.json) await write("json", files.json, toJson(found));
		process.exitCode = found.allowed ? 0 : 1;
	} else {
		const { version } = revision.document.info;
		console.log(
			`There is no release in openapi/releases/ yet, so there is nothing to compare with. The first one is ${version}, as info.version says. npm run diff -- main compares with a branch.`,
		);
	}
} catch (error) {
	fail(error, 2);
}

function readOptions() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: { markdown: { type: "string" }, json: { type: "string" } },
		});
		for (const [option, value] of Object.entries(values))
			if (!value) throw new Error(`--${option} takes a file, not nothing`);
		if (values.markdown && values.markdown === values.json)
			throw new Error("--markdown and --json take a file each");
		if (positionals.includes("")) throw new Error("A name is empty");
		if (positionals.length > 2)
			throw new Error(`${positionals.length} names are too many`);
		return { files: values, names: positionals };
	} catch (error) {
		const [reason] = (error as Error).message.split(/\. |\n/);
		throw new CommandError(`${reason}. ${USAGE}`);
	}
}

async function write(
	option: string,
	file: string,
	text: string,
): Promise<void> {
	if (file === "-") {
		process.stdout.write(text);
		return;
	}
	await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
		const reason = {
			ENOENT: `there is no folder ${dirname(file)}. Make it first.`,
			EISDIR: "it is a folder. Name a file in it.",
		}[error.code ?? ""];
		if (!reason) throw error;
		throw new CommandError(`Can't write --${option} ${file}: ${reason}`);
	});
}
