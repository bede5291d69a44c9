/** The proxy that `fetch` uses. */
import { environment } from "./environment.ts";

/**
 * The proxy through which Node sends a request, for messages: Node itself only says that the request was cancelled.
 *
 * @returns Its URL without credentials; undefined if there is none. Other runtimes have rules of their own.
 */
export function proxyOf(url: string): string | undefined {
	const isEnabled =
		environment("NODE_USE_ENV_PROXY") === "1" ||
		/--use-env-proxy/.test(
			`${globalThis.process?.execArgv} ${environment("NODE_OPTIONS")}`,
		);
	if (!isEnabled) return undefined;
	const read = (name: string) =>
		environment(name) ?? environment(name.toUpperCase());
	const { host, hostname, protocol } = new URL(url);
	const isExempt = (read("no_proxy") ?? "")
		.toLowerCase()
		.split(/[\s,]+/)
		.some(
			(each) =>
				["*", host, hostname].includes(each) ||
				(/^[.*]/.test(each) && hostname.endsWith(each.replace("*", ""))),
		);
	if (isExempt) return undefined;
	const proxy =
		(protocol === "https:" && read("https_proxy")) || read("http_proxy");
	return proxy?.replace(/^(\w+:\/\/)?.*@/, "$1");
}
