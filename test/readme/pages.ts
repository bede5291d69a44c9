/** The documentation pages and their content. */
import { globSync, readFileSync } from "node:fs";
import { ROOT } from "../../packages/spec/generated-files.ts";

export const pages = [
	"README.md",
	"CONTRIBUTING.md",
	"test/README.md",
	"packages/client/README.md",
	"packages/contract/README.md",
	"packages/sandbox/README.md",
	"openapi/introduction.md",
	...globSync("openapi/guides/*.md", { cwd: ROOT }),
];

export function read(file: string): string {
	return readFileSync(`${ROOT}${file}`, "utf8");
}

/** The fenced blocks of a page in one language. */
export function blocks(page: string, language: string): string[] {
	return fenced(read(page), language);
}

/** The first block of TypeScript under a heading. */
export function recipe(page: string, heading: string): string {
	const [, section = ""] =
		new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^##|$(?![\\s\\S]))`, "m").exec(
			read(page),
		) ?? [];
	const [block] = fenced(section, "ts");
	if (!block) throw new Error(`${page} has no TypeScript under ${heading}.`);
	return block;
}

function fenced(text: string, language: string): string[] {
	return [
		...text.matchAll(
			new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"),
		),
	].map(([, block = ""]) => block);
}

/** The anchors of a page's headings. */
export function headings(page: string): string[] {
	return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\w -]/g, "")
			.replaceAll(" ", "-"),
	);
}

/** A text with the servers of a test in place of the documented ones. In one pass: a port of the first could begin like the second's. */
export function withOrigins(
	text: string,
	{ mock, sandbox }: { mock: string; sandbox: string },
): string {
	return text.replaceAll(/http:\/\/127\.0\.0\.1:40([12])0\b/g, (_, which) =>
		which === "1" ? mock : sandbox,
	);
}
