/** `npm run release`: whether everything in the project says that it is the release of a tag. Run by .github/workflows/release.yml. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
	type CommandContext,
	CommandError,
	readCommandLine,
	text,
} from "@lomi/cli";
import { readChangelog } from "@lomi/docs-site";
import { readBundle } from "@lomi/spec/generated-files";

/** The folders that have a package.json with the release's version. */
const PACKAGES = ["", "packages/client/", "packages/sandbox/"];

export async function releaseCommand(context: CommandContext): Promise<void> {
	const line = readCommandLine(context, {
		command: "npm run release --",
		about:
			"Checks that versions, changelog and the kept bundle are those of a release, and writes its notes.",
		options: {
			tag: text({
				placeholder: "TAG",
				about: "The tag to be released. Without it, the tag isn't checked.",
			}),
			notes: text({
				placeholder: "FILE",
				about: "File to write the release's section of the changelog to.",
			}),
		},
	});
	if (!line) return;
	const { root, cwd, console } = context;
	const { tag, notes: file } = line.options;
	const { version, notes } = await checkRelease(root, tag);
	if (file) await writeFile(resolve(cwd, file), `${notes}\n`);
	console.log(`✓ ${version} is ready to be released.`);
}

/**
 * Checks a release, and returns its version and its notes, in Markdown.
 *
 * @param root The project folder, with a trailing slash.
 * @param tag `v1.0.0`.
 * @throws {CommandError} If something isn't the release's. The message lists all of it, each with its remedy.
 */
export async function checkRelease(
	root: string,
	tag?: string,
): Promise<{ version: string; notes: string }> {
	const { info } = await readBundle(root);
	const { version } = info;
	const problems: string[] = [];
	if (tag !== undefined && tag !== `v${version}`)
		problems.push(
			`The tag is ${tag}, and info.version is ${version}. Tag v${version}, or set info.version in openapi/openapi.yaml.`,
		);
	for (const folder of PACKAGES) {
		const manifest = JSON.parse(
			await readFile(`${root}${folder}package.json`, "utf8"),
		);
		if (manifest.version !== version)
			problems.push(
				`${folder}package.json has version ${manifest.version}. Set it to ${version}.`,
			);
		const client = manifest.dependencies?.["lomi-openapi"];
		if (client !== undefined && client !== version)
			problems.push(
				`${folder}package.json depends on lomi-openapi ${client}. Set it to ${version}.`,
			);
	}
	const [latest] = readChangelog(await readFile(`${root}CHANGELOG.md`, "utf8"));
	if (latest?.version !== version)
		problems.push(
			`CHANGELOG.md begins with ${latest?.version ?? "nothing"}. Add a section ## ${version} (YYYY-MM-DD).`,
		);
	else if (!latest.date)
		problems.push(
			`CHANGELOG.md has no date for ${version}. Write ## ${version} (YYYY-MM-DD).`,
		);
	const kept = `openapi/releases/${version}.yaml`;
	const bundle = await readFile(`${root}generated/openapi.yaml`, "utf8");
	if (!existsSync(`${root}${kept}`))
		problems.push(
			`There is no ${kept}. Run cp generated/openapi.yaml ${kept}.`,
		);
	else if (bundle !== (await readFile(`${root}${kept}`, "utf8")))
		problems.push(
			`${kept} differs from generated/openapi.yaml. A released bundle never changes: raise the version, or restore openapi/.`,
		);
	if (problems.length > 0)
		throw new CommandError(
			[`${version} can't be released:`, ...problems].join("\n  "),
		);
	return { version, notes: latest?.notes ?? "" };
}
