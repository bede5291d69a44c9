/** URLs of the hosted pages on which customers pay. The paths are those in the description's examples. */
import type { Description } from "@lomi/spec";
import { successesOf } from "../spec-examples.ts";

type Fields = Record<string, unknown>;

export interface HostedPages {
	/** Paths with their fields as placeholders: `/checkout/{checkout_session_id}`. */
	paths: { session: string; link: string };
	/** URL of a session's page, at the origin that the sandbox was called by. */
	session(origin: string, row: { checkout_session_id: string }): string;
	/** URL of a payment link. */
	link(origin: string, row: { link_type: string; link_id: string }): string;
}

/** Prefix for links: lomi. has a separate host for them, but the sandbox has only one. */
const LINKS = "/pay";

export function readHostedPages(document: Description): HostedPages {
	const paths = {
		session: examplePath(document, "createCheckoutSession"),
		link: LINKS + examplePath(document, "createPaymentLink"),
	};
	return {
		paths,
		session: (origin, row) => origin + expandPath(paths.session, row),
		link: (origin, row) => origin + expandPath(paths.link, row),
	};
}

/** The path of `url` in an operation's first success example, with segments that equal a field's value replaced by that field's name. */
function examplePath(document: Description, operationId: string): string {
	const [{ data }] = successesOf(document, operationId);
	const { pathname } = new URL(data.url);
	return pathname
		.split("/")
		.map((part) => {
			const [name] =
				Object.entries(data).find(([, each]) => each === part) ?? [];
			return name ? `{${name}}` : part;
		})
		.join("/");
}

function expandPath(path: string, fields: Fields): string {
	return path.replaceAll(/{(\w+)}/g, (_, name) => String(fields[name]));
}
