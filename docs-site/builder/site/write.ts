/** Writes the site with Eleventy: plain HTML that also works without its scripts. */
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { Eleventy, type UserConfig } from "@11ty/eleventy";
import { BASE, ICON, TOKENS } from "@lomi/design";
import {
	type Description,
	signatureHeader,
	type WorkflowDocument,
} from "@lomi/spec";
import { ROOT } from "@lomi/spec/generated-files";
import { instance } from "@viz-js/viz";
import { build, transform } from "esbuild";
import { Liquid } from "liquidjs";
import { markdownFiles, readPages } from "../markdown/index.ts";
import { codeSamples } from "../samples.ts";
import { slugify } from "./addresses.ts";
import { addDifferences, type Released, readChangelog } from "./changelog.ts";
import { type Content, gather } from "./content.ts";
import { codeBlock, createProse, type Prose } from "./prose.ts";
import { indexPages } from "./search.ts";

export interface SiteInput {
	/** The project folder, with a trailing slash. docs-site/ has the templates, styles and scripts. */
	root: string;
	/** Hash of all of them. */
	templates: string;
	document: Description;
	workflows: WorkflowDocument;
	/** CHANGELOG.md. */
	changelog: string;
	/** All releases, including the current description. */
	released: Released[];
	/** The file in openapi/ that defines each schema. */
	schemaFiles: Record<string, string>;
	/** packages/client/README.md. */
	clientGuide: string;
	/** URL where the source can be edited, with a trailing slash. */
	editUrl: string;
	/** An existing folder to write to. */
	folder: string;
}

/**
 * Writes the site.
 *
 * @throws {Error} If a guide, a diagram or a template has an error.
 */
export async function writeSite(input: SiteInput): Promise<void> {
	const { root, folder, document } = input;
	const prose = createProse(document, await instance());
	const releases = await addDifferences(
		readChangelog(input.changelog),
		input.released,
	);
	const samples = codeSamples(document);
	const texts = markdownFiles(
		document,
		await readPages(document, input.workflows, samples),
	);
	const content = await gather(
		document,
		input.workflows,
		samples,
		new Set(Object.keys(texts)),
		releases,
		input.schemaFiles,
		input.clientGuide,
		prose,
	);
	const [pages] = await Promise.all([
		render(content, prose, input),
		writeScripts(root, document, folder),
		writeFile(
			join(folder, "search.json"),
			JSON.stringify(indexPages(document, content)),
		),
	]);
	const files: [path: string, text: string][] = [
		...Object.entries(texts),
		...pages.map(({ path, html }): [string, string] => [path, html]),
	];
	await Promise.all([
		writeFile(join(folder, "icon.svg"), ICON),
		cp(`${root}docs-site/images`, join(folder, "images"), { recursive: true }),
		...files.map(async ([path, text]) => {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), text);
		}),
	]);
}

/** Bundles the scripts in docs-site/browser, with shared code in separate files. */
async function writeScripts(
	root: string,
	document: Description,
	folder: string,
): Promise<void> {
	await build({
		absWorkingDir: `${root}docs-site`,
		// Dependencies are installed next to this code, not in the project.
		nodePaths: [`${ROOT}node_modules`],
		entryPoints: ["browser/site.ts", "browser/search.ts", "browser/verify.ts"],
		outdir: join(folder, "assets"),
		bundle: true,
		splitting: true,
		minify: true,
		format: "esm",
		target: "es2022",
		chunkNames: "[name]-[hash]",
		logLevel: "silent",
		plugins: [
			{
				// The client is generated at the same time. This is all that webhooks.ts imports from it.
				name: "facts-of-the-client",
				setup({ onResolve, onLoad }) {
					const namespace = "facts";
					onResolve({ filter: /\/generated\/client\.ts$/ }, ({ path }) => ({
						path,
						namespace,
					}));
					onLoad({ filter: /.*/, namespace }, () => ({
						contents: `export const SIGNATURE_HEADER = ${JSON.stringify(signatureHeader(document))};`,
					}));
				},
			},
		],
	});
}

async function render(
	content: Content,
	prose: Prose,
	{ root, document, editUrl }: SiteInput,
): Promise<{ path: string; html: string }[]> {
	const shell = `${root}docs-site/`;
	const [early = "", tokens = "", own = "", ...texts] = await Promise.all([
		readFile(`${shell}early.js`, "utf8"),
		minify(TOKENS + BASE),
		...["frame", "text", "layout", "reference"].map((name) =>
			readStyles(`${shell}styles/${name}.css`),
		),
	]);
	const frame = tokens + own;
	const styles = [frame, ...texts].join("");
	// On the reference page, only the placeholder has the styles of the other pages.
	const referenceStyles = `${frame}@scope (.early){${texts.join("")}}`;
	const { version, title } = document.info;
	const current = content.releases.find(
		(release) => release.version === version,
	);
	const configure = (config: UserConfig) => {
		config.setLibrary("liquid", createEngine(shell, prose));
		config.setUseGitIgnore(false);
		config.setIncludesDirectory("../layouts");
		// Eleventy uses the name `content` for rendered pages.
		config.addGlobalData("all", content);
		config.addGlobalData("site", {
			title,
			version,
			date: current?.date,
			editUrl,
			referenceStyles,
			styles,
			early,
			themes: ["light", "dark"],
			policy: policyOf(early, `style-src ${hashOf(styles)}`),
			// Redoc uses inline styles, and a worker from a blob for its search.
			referencePolicy: policyOf(
				early,
				"style-src 'self' 'unsafe-inline'",
				"font-src 'self' data:",
				"worker-src 'self' blob:",
			),
		});
	};
	const eleventy = new Eleventy(
		relative(process.cwd(), `${shell}pages`),
		"unused",
		{
			quietMode: true,
			config: configure,
		},
	);
	eleventy.disableLogger();
	const pages = await eleventy.toJSON();
	return pages.map(({ url, content: html }) => ({
		path: url.endsWith("/") ? `${url.slice(1)}index.html` : url.slice(1),
		html: lead(html, url),
	}));
}

/** The template engine. Output is escaped unless it is marked as `raw`. */
function createEngine(shell: string, prose: Prose): Liquid {
	const engine = new Liquid({
		root: `${shell}layouts`,
		extname: ".liquid",
		outputEscape: "escape",
		jsTruthy: true,
		cache: true,
	});
	engine.registerFilter("block", remember(prose.block));
	engine.registerFilter("inline", remember(prose.inline));
	engine.registerFilter("code", remember(codeBlock));
	engine.registerFilter("slugify", slugify);
	return engine;
}

/** Caches text that appears on the pages of each language. */
function remember(
	work: (text: string, option?: string) => string,
): (text: string, option?: string) => string {
	const known = new Map<string, string>();
	return (text, option = "") => {
		const key = `${option}\0${text}`;
		const result = known.get(key) ?? work(text, option);
		known.set(key, result);
		return result;
	};
}

/** Converts site links, `~/errors/`, to relative ones, so that the site can be served from any folder. */
function lead(html: string, url: string): string {
	// The 404 page is shown at any URL.
	const depth = url === "/404.html" ? -1 : url.split("/").length - 2;
	const root = depth < 0 ? "/" : "../".repeat(depth) || "./";
	return html.replaceAll(/(?<= (?:href|src|data-\w+)=")~\//g, root);
}

/** Allows only the site's own files, and inline content by hash. */
function policyOf(script: string, ...more: string[]): string {
	return [
		"default-src 'self'",
		`script-src 'self' ${hashOf(script)}`,
		"img-src 'self' data:",
		"base-uri 'none'",
		"form-action 'none'",
		...more,
	].join("; ");
}

function hashOf(text: string): string {
	return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

async function readStyles(file: string): Promise<string> {
	return minify(await readFile(file, "utf8"));
}

async function minify(text: string): Promise<string> {
	const { code } = await transform(text, { loader: "css", minify: true });
	return code.trim();
}
