/** A static server for docs-site/dist, which can tell the browsers that look at it to show a new build. */
import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { join, normalize } from "node:path";
import sirv from "sirv";

/** Where the build puts the docs of a project. */
export const DOCS = "docs-site/dist";
const NEWS = "/_news";
const LIVE_SCRIPT = "/_live.js";
/** The reference shows itself anew; every other page is loaded again. */
const LIVE = `new EventSource("${NEWS}").onmessage = ({ data: detail }) => {
	const event = new CustomEvent("lomi:built", { cancelable: true, detail });
	if (dispatchEvent(event) && detail === "pages") location.reload();
};`;

/** Stands for every page until the first build is done. */
const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="1">
<meta name="color-scheme" content="light dark">
<title>lomi. docs</title>
<body style="font-family: system-ui, sans-serif; margin: 4rem auto; max-width: 30rem; padding: 0 1rem">
<p>The docs are being built. This page reloads when they are there.
`;

/** What of the docs is new: what Redoc shows, or all the rest. */
export type DocsPart = "reference" | "pages";

export interface DocsServer {
	/** Doesn't listen yet. */
	server: Server;
	/** Has every browser that looks at the docs show them anew. Does something only with `live`. */
	refresh(part: DocsPart): void;
}

/**
 * Makes the server. With `live`, each page waits for `refresh()`; without it, the files are served as they are.
 *
 * @param folder What to serve: the {@link DOCS} of a project.
 */
export function createDocsServer(
	folder: string,
	{ live = false } = {},
): DocsServer {
	// What changes under a reader has no compressed files, but those of the build before.
	const compressed = !live;
	const files = sirv(folder, {
		dev: true,
		brotli: compressed,
		gzip: compressed,
	});
	const readers = new Set<ServerResponse>();
	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://localhost");
		const notFound = async () => {
			const page = await readFile(`${folder}/404.html`).catch(() => undefined);
			response.setHeader("content-type", "text/html; charset=utf-8");
			if (page) response.writeHead(404).end(page);
			else response.writeHead(503, { "retry-after": "1" }).end(NOT_BUILT);
		};
		if (live && request.url === NEWS) {
			response
				.writeHead(200, {
					"content-type": "text/event-stream",
					"cache-control": "no-store",
				})
				.flushHeaders();
			readers.add(response);
			request.once("close", () => readers.delete(response));
		} else if (live && pathname === LIVE_SCRIPT) {
			response.writeHead(200, { "content-type": "text/javascript" }).end(LIVE);
		} else if (live && /\/(index\.html)?$/.test(pathname)) {
			const page = await readLivePage(folder, pathname).catch(() => undefined);
			if (page === undefined) return notFound();
			response.setHeader("content-type", "text/html; charset=utf-8");
			response.end(page);
		} else {
			files(request, response, notFound);
		}
	});
	return {
		server,
		refresh: (part) => {
			for (const reader of readers) reader.write(`data: ${part}\n\n`);
		},
	};
}

async function readLivePage(folder: string, path: string): Promise<string> {
	const inside = normalize(decodeURIComponent(path)).replace(
		/index\.html$/,
		"",
	);
	const page = await readFile(join(folder, inside, "index.html"), "utf8");
	return page.replace(
		"</body>",
		`<script type="module" src="${LIVE_SCRIPT}"></script></body>`,
	);
}
