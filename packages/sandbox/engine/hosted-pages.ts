/** The sandbox's own pages that customers pay on: their paths are those of lomi.'s pages in the description's examples. */
import type { Description } from "@lomi/spec";
import { successesOf } from "../spec-examples.ts";

type Fields = Record<string, unknown>;

export interface HostedPages {
	/** The paths, with the fields that stand in them: `/checkout/{checkout_session_id}`. */
	paths: { session: string; link: string };
	/** The address of a session's page, at the origin that the sandbox is called by. */
	session(origin: string, row: { checkout_session_id: string }): string;
	/** The address of a payment link. */
	link(origin: string, row: { link_type: string; link_id: string }): string;
}

/** lomi. has a host of its own for links; the sandbox has one for all, so that this stands before their paths. */
const LINKS = "/pay";

export function readHostedPages(document: Description): HostedPages {
	const paths = {
		session: examplePath(document, "createCheckoutSession"),
		link: LINKS + examplePath(document, "createPaymentLink"),
	};
	return {
		paths,
		session: (origin, row) => origin + fill(paths.session, row),
		link: (origin, row) => origin + fill(paths.link, row),
	};
}

/** The path of the `url` in an operation's first success example, with each part that is a field's value named by that field. */
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

function fill(path: string, fields: Fields): string {
	return path.replaceAll(/{(\w+)}/g, (_, name) => String(fields[name]));
}
