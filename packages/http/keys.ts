/** What a key says about its environment. */
import { type Description, testServer } from "@lomi/spec";

/** The environment that a key belongs to, by its prefix, if that isn't Test: `live`. */
export function otherEnvironmentOf(
	document: Description,
	key: string,
): string | undefined {
	const test = testServer(document);
	return document.servers.find(
		(server) => server !== test && key.startsWith(server["x-key-prefix"]),
	)?.["x-environment"];
}
