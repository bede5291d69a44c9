/** Bundles the inspector's pages for the sandbox, which serves them. */
import { BASE, ICON, TOKENS } from "@lomi/design";
import { build } from "esbuild";
import { INSPECTOR_PATH } from "./path.ts";

/** A file to serve. */
export interface InspectorFile {
	/** Its media type. */
	type: string;
	body: string;
}

/**
 * Bundles the pages.
 *
 * @returns Files by their path below {@link INSPECTOR_PATH}. `page.html` is the page for every address; the others have the hash of their
 * content in their names.
 */
export async function bundleInspector(): Promise<
	Record<string, InspectorFile>
> {
	const at = (path: string) => new URL(path, import.meta.url).pathname;
	const { outputFiles, metafile } = await build({
		entryPoints: { app: at("app/main.tsx"), style: at("styles/index.css") },
		bundle: true,
		splitting: true,
		minify: true,
		format: "esm",
		target: "es2022",
		jsx: "automatic",
		jsxImportSource: "preact",
		entryNames: "[name]-[hash]",
		chunkNames: "[name]-[hash]",
		outdir: at("assets"),
		absWorkingDir: at("."),
		write: false,
		metafile: true,
		legalComments: "none",
		logLevel: "silent",
		plugins: [
			{
				name: "lomi:tokens",
				setup({ onResolve, onLoad }) {
					onResolve({ filter: /^lomi:tokens$/ }, ({ path }) => ({
						path,
						namespace: "lomi",
					}));
					onLoad({ filter: /.*/, namespace: "lomi" }, () => ({
						contents: TOKENS + BASE,
						loader: "css",
					}));
				},
			},
		],
	});
	const files: Record<string, InspectorFile> = {
		"assets/icon.svg": { type: "image/svg+xml", body: ICON },
	};
	for (const { path, text } of outputFiles)
		files[`assets/${path.split(/[\\/]/).at(-1)}`] = {
			type: path.endsWith(".css") ? "text/css" : "text/javascript",
			body: text,
		};
	const names = Object.keys(files);
	const find = (start: string, end: string) =>
		names.find(
			(name) => name.startsWith(`assets/${start}-`) && name.endsWith(end),
		);
	/** What the first page imports, so that the browser asks for all of it at once. */
	const [entry] = Object.values(metafile.outputs).filter(({ entryPoint }) =>
		entryPoint?.endsWith("main.tsx"),
	);
	const imported = (entry?.imports ?? [])
		.filter(({ kind }) => kind === "import-statement")
		.map(({ path }) => `assets/${path.split("/").at(-1)}`);
	files["page.html"] = {
		type: "text/html",
		body: page(find("app", ".js") ?? "", find("style", ".css") ?? "", imported),
	};
	return files;
}

function page(script: string, style: string, imported: string[]): string {
	const url = (path: string) => `${INSPECTOR_PATH}/${path}`;
	const preloads = imported.map(
		(path) => `<link rel="modulepreload" href="${url(path)}">\n`,
	);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>lomi. sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${url("assets/icon.svg")}">
<link rel="stylesheet" href="${url(style)}">
${preloads.join("")}<script type="module" src="${url(script)}"></script>
</head>
<body>
<div id="app"><noscript>The inspector needs JavaScript.</noscript></div>
</body>
</html>
`;
}
