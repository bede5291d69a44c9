/** The line that sends a request once more, for a terminal. */
import { headersOf, type Request, targetOf, textOf } from "./request.ts";

/** The environment variable that stands in a curl line where the key would be. */
export const KEY_VARIABLE = "LOMI_API_KEY";

/**
 * A request as a curl line that works as pasted, once the key is in `LOMI_API_KEY`: the key itself is never told.
 *
 * @param baseUrl Without a slash at its end.
 */
export function curlOf(
	request: Request,
	baseUrl: string,
	keyHeader: string,
): string {
	const text = textOf(request);
	const key = `$${KEY_VARIABLE}`;
	const headers = headersOf(request, keyHeader, key).map(([name, value]) =>
		value === key
			? `-H "${name}: ${value}"`
			: // Without a value, curl would leave the header out; with a semicolon, it sends it empty.
				`-H ${quote(value === "" ? `${name};` : `${name}: ${value}`)}`,
	);
	return [
		"curl -i",
		...(request.method === (text === undefined ? "GET" : "POST")
			? []
			: [`-X ${request.method}`]),
		quote(baseUrl + targetOf(request)),
		...headers,
		...(text === undefined ? [] : [`--data-raw ${quote(text)}`]),
	].join(" ");
}

/** A text as one word of a POSIX shell. */
function quote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
