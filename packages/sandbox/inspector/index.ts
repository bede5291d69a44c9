/** Serves the inspector: one page for all its addresses, and the files that it loads. */
import { gzipSync } from "node:zlib";
import { refuse } from "@lomi/http";
import type { InspectorFile } from "@lomi/inspector";
import { INSPECTOR_PATH } from "@lomi/inspector/path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ControlGuard } from "../control/guard.ts";
import { readInspector } from "./files.ts";

const YEAR = 365 * 24 * 60 * 60;

/** Nothing but the sandbox's own files and answers, and no place in another page. */
const PAGE_HEADERS = {
	"content-security-policy": [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self'",
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join("; "),
	"referrer-policy": "same-origin",
	"x-frame-options": "DENY",
	"cross-origin-opener-policy": "same-origin",
};

/**
 * Adds the inspector to a server.
 *
 * @param guard Refuses whoever may not use the control plane.
 */
export function addInspector(app: FastifyInstance, guard: ControlGuard): void {
	const check = (request: FastifyRequest) => {
		const reason = guard(request);
		if (reason) refuse(403, "Forbidden", reason);
	};
	const compressed = new Map<InspectorFile, Buffer>();
	const send = async (
		request: FastifyRequest,
		reply: FastifyReply,
		name: string,
		headers: Record<string, string>,
	) => {
		const file = (await readInspector())[name];
		if (!file)
			return refuse(404, "Not found", `The inspector has no file ${name}.`);
		reply.headers({
			...headers,
			"content-type": `${file.type}; charset=utf-8`,
			"x-content-type-options": "nosniff",
			vary: "accept-encoding",
		});
		if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? ""))
			return reply.send(file.body);
		const bytes = compressed.get(file) ?? gzipSync(file.body);
		compressed.set(file, bytes);
		return reply.header("content-encoding", "gzip").send(bytes);
	};
	const sendPage = (request: FastifyRequest, reply: FastifyReply) => {
		check(request);
		return send(request, reply, "page.html", {
			...PAGE_HEADERS,
			"cache-control": "no-cache",
		});
	};
	app.get("/", sendPage);
	app.get(INSPECTOR_PATH, sendPage);
	app.get(`${INSPECTOR_PATH}/`, sendPage);
	app.get(`${INSPECTOR_PATH}/*`, sendPage);
	app.get(`${INSPECTOR_PATH}/assets/:name`, (request, reply) => {
		check(request);
		const { name } = request.params as { name: string };
		return send(request, reply, `assets/${name}`, {
			// The hash in its name changes with the content. The icon has none.
			"cache-control": /-\w{8}\./.test(name)
				? `public, max-age=${YEAR}, immutable`
				: "no-cache",
		});
	});
}
