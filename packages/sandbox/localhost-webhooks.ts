/** What differs from the description on your own machine. */
import type { Description, Node } from "@lomi/spec";

/** Schemas of requests that name an endpoint's address. */
const ENDPOINTS = ["WebhookCreate", "WebhookUpdate"];
const SECURE = "^https://";
const SECURE_OR_LOCAL =
	"^(https://|http://(([a-z0-9-]+\\.)*localhost|127\\.[0-9.]+|\\[::1\\])(:[0-9]+)?([/?#]|$))";

/** The description, but that a webhook on this machine needs no https. */
export function allowLocalhostWebhooks(document: Description): Description {
	const schemas = { ...document.components.schemas };
	for (const name of ENDPOINTS) {
		const schema = schemas[name] as Node;
		const { url } = schema.properties;
		if (url.pattern !== SECURE)
			throw new Error(`${name}.url no longer has the pattern ${SECURE}.`);
		const properties = {
			...schema.properties,
			url: { ...url, pattern: SECURE_OR_LOCAL },
		};
		schemas[name] = { ...schema, properties };
	}
	return { ...document, components: { ...document.components, schemas } };
}
