/** The typed clients: everything that the pages do is a request of one of them. */
import { Control } from "@lomi/control";
import { Lomi } from "lomi-openapi";

/** The control plane that serves this page. */
export const control = new Control({ url: location.origin });

/**
 * The API, as a merchant's server uses it. Its requests are recorded as those of any client.
 *
 * @param apiUrl The API's URL. Its path counts: the page may be open under another name of the machine.
 */
export function apiOf(apiKey: string, apiUrl: string): Lomi {
	return new Lomi({
		apiKey,
		baseUrl: location.origin + new URL(apiUrl).pathname,
		// The key is the sandbox's own, and the page is on the sandbox's address.
		dangerouslyAllowBrowser: true,
		maxRetries: 0,
	});
}
