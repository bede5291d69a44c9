/** How the sandbox deviates from the description, because it runs on your machine. */
import type { Description, Node } from "@lomi/spec";

/** Request schemas with an endpoint's URL. */
const ENDPOINTS = ["WebhookCreate", "WebhookUpdate"];
const SECURE = "^https://";
const BELOW = "([A-Za-z0-9-]+\\.)*";
const LOCAL = `${BELOW}${patternOf("localhost")}|127\\.[0-9.]+|\\[::1\\]`;

/**
 * Returns the description with webhook URLs on this machine allowed to use plain http.
 *
 * @param hosts Others that may, too.
 */
export function allowLocalhostWebhooks(
	document: Description,
	hosts: readonly string[] = [],
): Description {
	const names = [LOCAL, ...hosts.map(patternOf)].join("|");
	// As everywhere, the case of a name doesn't matter, nor does a dot at its end.
	const pattern = `^(https://|http://(${names})\\.?(:[0-9]+)?([/?#]|$))`;
	const named = ["a name or address of this machine", ...hosts].join(" or ");
	const schemas = { ...document.components.schemas };
	for (const name of ENDPOINTS) {
		const schema = schemas[name] as Node;
		const { url } = schema.properties;
		if (url.pattern !== SECURE)
			throw new Error(`${name}.url no longer has the pattern ${SECURE}.`);
		const properties = {
			...schema.properties,
			url: {
				...url,
				pattern,
				"x-patternDescription": `start with https://, or with http:// and ${named}`,
			},
		};
		schemas[name] = { ...schema, properties };
	}
	return { ...document, components: { ...document.components, schemas } };
}

/** The pattern of a host; of a domain and all below it, if it begins with a dot. */
function patternOf(host: string): string {
	const domain = host.startsWith(".");
	const pattern = (domain ? host.slice(1) : host)
		.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")
		// Not (?i:…): V8 forgets it for some patterns that it compiles without
		// optimization, as it does once a process has compiled a lot of them.
		.replaceAll(/\p{L}/gu, (x) => `[${x.toLowerCase()}${x.toUpperCase()}]`);
	return domain ? BELOW + pattern : pattern;
}
