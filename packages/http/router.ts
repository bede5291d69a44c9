/** Routes requests to operations. */
import type { Operation } from "@lomi/spec";
import { unlessMalformed } from "./read-request.ts";
import { refuse } from "./refusal.ts";

export type Route =
	| { found: "operation"; operation: Operation; path: Record<string, string> }
	| { found: "path"; methods: string[] }
	| { found: "nothing" };

/**
 * Creates the router.
 *
 * @param operations All operations. If two paths match, the one with fewer parameters wins.
 */
export function createRouter(operations: Operation[]) {
	const routes = operations
		.map((operation) => ({
			operation,
			segments: operation.path.split("/").slice(1),
		}))
		.sort((a, b) => parameterCount(a.segments) - parameterCount(b.segments));

	/**
	 * @param method As sent: `GET`. A HEAD is answered like a GET.
	 * @param path Below the server's own path, still percent-encoded: `/customers/5b0c…`.
	 * @throws {URIError} If a percent escape is malformed.
	 */
	return (method: string, path: string): Route => {
		const segments = path.split("/").slice(1).map(decodeURIComponent);
		const fitting = routes.filter((route) => fits(route.segments, segments));
		const wanted = method === "HEAD" ? "get" : method.toLowerCase();
		const route = fitting.find(({ operation }) => operation.method === wanted);
		if (route) {
			return {
				found: "operation",
				operation: route.operation,
				path: pathParameters(route.segments, segments),
			};
		}
		if (fitting.length === 0) return { found: "nothing" };
		return {
			found: "path",
			methods: [
				...new Set(
					fitting.map(({ operation }) => operation.method.toUpperCase()),
				),
			],
		};
	};
}

/**
 * Creates the function that finds the operation of a request, and rejects an unknown path or method.
 *
 * @param base The server's own path: `/v1`.
 */
export function createFindOperation(operations: Operation[], base: string) {
	const route = createRouter(operations);
	return (method: string, pathname: string) => {
		const unknown = "Resource not found";
		if (!pathname.startsWith(`${base}/`)) {
			const details = `\`${pathname}\` is not the address of an operation: they all start with \`${base}/\`.`;
			return refuse(404, unknown, details);
		}
		const found = unlessMalformed(() =>
			route(method, pathname.slice(base.length)),
		);
		if (found.found === "nothing")
			return refuse(404, unknown, `No operation has the path \`${pathname}\`.`);
		if (found.found === "path") {
			const allow = found.methods.join(", ");
			const details = `\`${pathname}\` takes ${allow}.`;
			return refuse(405, "Method not allowed", details, { allow });
		}
		return found;
	};
}

function parameterCount(segments: string[]): number {
	return segments.filter((segment) => segment.startsWith("{")).length;
}

function fits(template: string[], segments: string[]): boolean {
	return (
		template.length === segments.length &&
		template.every((segment, index) =>
			segment.startsWith("{")
				? segments[index] !== ""
				: segment === segments[index],
		)
	);
}

function pathParameters(
	template: string[],
	segments: string[],
): Record<string, string> {
	return Object.fromEntries(
		template.flatMap((segment, index) =>
			segment.startsWith("{")
				? [[segment.slice(1, -1), segments[index] ?? ""]]
				: [],
		),
	);
}
