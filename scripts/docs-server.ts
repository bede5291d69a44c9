/** A static server for docs-site/dist, which can tell the browsers that look at it to show a new build. */
import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import sirv from "sirv";
import { ROOT } from "./root.ts";

/** Where the build puts the docs. */
const DIST = `${ROOT}docs-site/dist`;
const NEWS = "/_news";
const LIVE = `<script type="module" src="/_live.js"></script></body>`;
const LIVE_SCRIPT = `new EventSource("${NEWS}").onmessage = () => dispatchEvent(new Event("lomi:built"));`;

export interface DocsServer {
	/** Doesn't listen yet. */
	server: Server;
	/** Has every browser that looks at the docs show them anew. Does something only with `live`. */
	refresh(): void;
}

/**
 * Makes the server. With `live`, each page waits for `refresh()`; without it, the files are served as they are.
 *
 * @param options.folder What to serve; docs-site/dist when left out.
 */
export function createDocsServer({
	live = false,
	folder = DIST,
} = {}): DocsServer {
	const files = sirv(folder, { dev: true });
	const readers = new Set<ServerResponse>();
	const server = createServer(async (request, response) => {
		const notFound = () => {
			response.writeHead(404, { "content-type": "text/plain" });
			response.end("There is no such page. The docs are at /.\n");
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
		} else if (live && request.url === "/_live.js") {
			response
				.writeHead(200, { "content-type": "text/javascript" })
				.end(LIVE_SCRIPT);
		} else if (live && /^\/(index\.html)?(\?|$)/.test(request.url ?? "")) {
			const page = await readLivePage(folder).catch(() => undefined);
			if (page === undefined) return notFound();
			response.setHeader("content-type", "text/html; charset=utf-8");
			response.end(page);
		} else {
			files(request, response, notFound);
		}
	});
	return {
		server,
		refresh: () => {
			for (const reader of readers) reader.write("data: built\n\n");
		},
	};
}

async function readLivePage(folder: string): Promise<string> {
	const page = await readFile(`${folder}/index.html`, "utf8");
	return page.replace("</body>", LIVE);
}
