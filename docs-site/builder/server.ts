/** A static server for docs-site/dist, with live reload. */
import { readFile } from "node:fs/promises";
import type { Server, ServerResponse } from "node:http";
import { join, normalize } from "node:path";
import { createHostCheck, createHttpServer, type HostRules } from "@lomi/http";
import sirv from "sirv";

/** The folder of a project's built docs. */
export const DOCS = "docs-site/dist";
const NEWS = "/_news";
const LIVE_SCRIPT = "/_live.js";
/** The reference updates itself; every other page is reloaded. */
const LIVE = `new EventSource("${NEWS}").onmessage = ({ data: detail }) => {
	const event = new CustomEvent("lomi:built", { cancelable: true, detail });
	if (dispatchEvent(event) && detail === "pages") location.reload();
};`;

/** Shown for every page until the first build has finished. */
const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="1">
<meta name="color-scheme" content="light dark">
<title>lomi. docs</title>
<body style="font-family: system-ui, sans-serif; margin: 4rem auto; max-width: 30rem; padding: 0 1rem">
<p>The docs are being built. This page reloads when they are ready.
`;

/** The updated part of the docs: the reference, or everything else. */
export type DocsPart = "reference" | "pages";

export interface DocsServer {
	/** Not listening yet. */
	server: Server;
	/** Reloads the docs in all open browsers. No effect without `live`. */
	refresh(part: DocsPart): void;
}

/**
 * Creates the server. With `live`, pages reload on `refresh()`; otherwise, files are served unchanged.
 *
 * @param folder The folder to serve: the {@link DOCS} of a project.
 */
export function createDocsServer(
	folder: string,
	{
		live = false,
		onFault,
		...hosts
	}: HostRules & {
		live?: boolean;
		/** Receives the stack trace of an internal error. Default: standard error. */
		onFault?: (trace: string) => void;
	} = {},
): DocsServer {
	const checkHost = createHostCheck("docs server", hosts);
	// With `live`, compressed files are those of an earlier build.
	const compressed = !live;
	const files = sirv(folder, {
		dev: true,
		brotli: compressed,
		gzip: compressed,
	});
	const readers = new Set<ServerResponse>();
	const server = createHttpServer(async (request, response) => {
		checkHost(request);
		const [pathname = ""] = (request.url ?? "").split(/[?#]/);
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
			// sirv throws for some ranges, and gets others wrong. A server may ignore them.
			delete request.headers.range;
			await new Promise<void>((resolve, reject) => {
				response.once("close", resolve);
				files(request, response, () => void notFound().then(resolve, reject));
			});
		}
	}, onFault);
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
