/** A static server for docs-site/dist, which can tell the browsers that look at it to load anew. */
import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import sirv from "sirv";
import { ROOT } from "./description.ts";

/** Where the build puts the docs. */
const DIST = `${ROOT}docs-site/dist`;
const NEWS = "/_news";
const RELOAD = `<script type="module" src="/_reload.js"></script></body>`;
const RELOAD_SCRIPT = `new EventSource("${NEWS}").onmessage = () => location.reload();`;

export interface DocsServer {
	/** Doesn't listen yet. */
	server: Server;
	/** Reloads the page in every browser that has it open. Does something only with `live`. */
	reload(): void;
}

/**
 * Makes the server. With `live`, each page listens for `reload()`; without it, the files are served as they are.
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
		} else if (live && request.url === "/_reload.js") {
			response
				.writeHead(200, { "content-type": "text/javascript" })
				.end(RELOAD_SCRIPT);
		} else if (live && request.url === "/") {
			const page = await readFile(`${folder}/index.html`, "utf8").catch(
				() => "",
			);
			response
				.writeHead(200, { "content-type": "text/html; charset=utf-8" })
				.end(page.replace("</body>", RELOAD));
		} else {
			files(request, response, notFound);
		}
	});
	return {
		server,
		reload: () => {
			for (const reader of readers) reader.write("data: reload\n\n");
		},
	};
}
