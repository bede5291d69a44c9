/** How the sandbox deviates from the description, because it runs on your machine. */
import type { Description, Node } from "@lomi/spec";

/** Request schemas with an endpoint's URL. */
const ENDPOINTS = ["WebhookCreate", "WebhookUpdate"];
const SECURE = "^https://";
const SECURE_OR_LOCAL =
	"^(https://|http://(([a-z0-9-]+\\.)*localhost|127\\.[0-9.]+|\\[::1\\])(:[0-9]+)?([/?#]|$))";

/** Returns the description with webhook URLs on this machine allowed to use plain http. */
export function allowLocalhostWebhooks(document: Description): Description {
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
				pattern: SECURE_OR_LOCAL,
				"x-patternDescription":
					"start with https://, or with http:// and a name or address of this machine",
			},
		};
		schemas[name] = { ...schema, properties };
	}
	return { ...document, components: { ...document.components, schemas } };
}
