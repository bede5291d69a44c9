/** A curl command line for a POSIX shell, for everything that prints one. */

/** Its parts as words of a shell, quoted where they must be. */
export interface CurlWords {
	/** In capitals. */
	method: string;
	url: string;
	/** `'X-API-Key: …'` */
	headers: string[];
	body?: string | undefined;
}

export interface CurlStyle {
	/** What the body follows. `--data-raw` sends a leading `@` as it is. */
	data?: "-d" | "--data-raw" | "--data-binary";
	/** What stands between the URL and each option. */
	separator?: string;
}

/** The command line. curl sends a GET, or a POST if there is a body, so any other method is named. */
export function curlCommand(
	{ method, url, headers, body }: CurlWords,
	{ data = "-d", separator = " " }: CurlStyle = {},
): string {
	const implied = body === undefined ? "GET" : "POST";
	return [
		`curl${method === implied ? "" : ` -X ${method}`} ${url}`,
		...headers.map((header) => `-H ${header}`),
		...(body === undefined ? [] : [`${data} ${body}`]),
	].join(separator);
}

/** Any text as one word: nothing in it means anything to the shell. */
export function quoteForShell(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
