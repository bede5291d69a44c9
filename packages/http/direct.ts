/** Requests that go directly to a server, whatever proxy the environment names. */
import { isLoopback, isThisMachine } from "./loopback.ts";

/** True for a URL on this machine. A proxy runs on another one, or can't tell: it would look for the server on its own. */
export function isOnThisMachine(url: string): boolean {
	const { hostname } = new URL(url);
	return isLoopback(hostname) || isThisMachine(hostname);
}

/**
 * Adds the host of a URL to those that an environment exempts from its proxy. In `process.env`, that holds for the `fetch` of this process,
 * which reads it for each request.
 */
export function exemptFromProxy(url: string, env: NodeJS.ProcessEnv): void {
	const exempt = [env.no_proxy, env.NO_PROXY, new URL(url).hostname];
	const list = [...new Set(exempt)].filter(Boolean).join(",");
	// Programs differ in which of the two they read first.
	env.NO_PROXY = list;
	env.no_proxy = list;
}
