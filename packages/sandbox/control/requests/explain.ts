/** What the catalogue of errors says about a response. */

import type { RequestExplanation } from "@lomi/control";
import {
	type Description,
	docsAddresses,
	findAdvice,
	statusTitle,
} from "@lomi/spec";
import type { Exchange } from "./request-log.ts";

/** A link in Markdown, which only the docs can follow. */
const LINK = /\[([^\]]+)\]\([^)]+\)/g;

/** Null if it isn't an error, or one that the catalogue doesn't have. */
export function explain(
	api: Description,
	{ status, text }: Exchange,
): RequestExplanation | null {
	if (status === null || status < 400) return null;
	const code = codeOf(text);
	const found = findAdvice(api, status, code);
	if (!found) return null;
	const { name, advice } = found;
	return {
		code: code ?? null,
		title: statusTitle(status),
		meaning: advice.happened.replaceAll(LINK, "$1"),
		fix: advice.remedy.replaceAll(LINK, "$1"),
		docs_path: docsAddresses.error(name),
	};
}

/** The code in the body of an error. A HEAD has no body. */
function codeOf(text: string): string | undefined {
	if (text === "") return undefined;
	const { error } = JSON.parse(text) as { error?: { code?: string } };
	return error?.code;
}
