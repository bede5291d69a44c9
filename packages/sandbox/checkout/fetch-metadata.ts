/** What browsers say about why they send a request (Fetch Metadata). Other clients, and browsers on plain `http` to another machine, don't. */
import type { IncomingHttpHeaders } from "node:http";
import { refuse } from "@lomi/http";

/** `Sec-Purpose`, and what browsers sent before there was a standard. */
const PURPOSE = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** Whether a page of another site, or of another port of this machine, caused the request. */
function isFromElsewhere({
	"sec-fetch-site": site,
}: IncomingHttpHeaders): boolean {
	// `none`: the address bar, a bookmark, another program.
	return site !== undefined && site !== "same-origin" && site !== "none";
}

/**
 * Accepts a customer who opens a page, also from a link on any site. Refuses what a page does by itself: images, frames, scripts and requests
 * of scripts, pages loaded in advance.
 */
export function checkNavigation(headers: IncomingHttpHeaders): void {
	const purpose = PURPOSE.map((name) => headers[name]).join();
	// The browser asks again when the customer opens it.
	if (/prefetch|prerender|preview/i.test(purpose))
		refuse(
			503,
			"Not loaded in advance",
			"Opening a payment link starts a checkout session, so it isn't done before the customer does.",
			{ "cache-control": "no-store" },
		);
	const { "sec-fetch-mode": mode, "sec-fetch-dest": destination } = headers;
	if (!isFromElsewhere(headers)) return;
	if (mode !== "navigate" || destination !== "document")
		refuse(
			403,
			"Forbidden",
			"Only a customer who opens a payment link starts a checkout session, not a page of another site that loads it. Link to it.",
		);
}

/** Refuses a form of another site's page. Browsers that send no `Origin` may still send this. */
export function checkOwnForm(headers: IncomingHttpHeaders): void {
	if (isFromElsewhere(headers))
		refuse(
			403,
			"Forbidden",
			"The page only accepts its own form, not one from another site.",
		);
}
