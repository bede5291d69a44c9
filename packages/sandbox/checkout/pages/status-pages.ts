/** The pages on which there is nothing to fill in: a payment is under way, or over, or there never was one. */
import { formatPhone } from "../phone.ts";
import { shopUrl, type ViewModel } from "../view-model.ts";
import { formatAmount } from "./format.ts";
import { html, type Piece } from "./html.ts";
import { type Frame, type HtmlPage, layOut } from "./layout.ts";
import { WORDS } from "./locales.ts";

/** Seconds between two looks at a payment that is under way. */
const PATIENCE = 2;

/** Goes on when the answer is no longer that of a payment under way. What it takes is in the element that it stands behind. */
const WAIT = `
const { next, patience } = document.querySelector("[data-next]").dataset;
const look = async () => {
	const { status } = await fetch(next, { method: "HEAD", redirect: "manual" }).catch(() => ({ status: 202 }));
	if (status === 202) setTimeout(look, 1000 * patience);
	else location.replace(next);
};
setTimeout(look, 1000 * patience);
`;

/** @param next Where it goes on when the payment is over. @param phone Where the customer is to confirm it, where that is known. */
export function pendingPage(
	viewed: ViewModel,
	provider: string,
	next: string,
	phone: string,
): HtmlPage {
	const { session, shop, language, path } = viewed;
	const words = WORDS[language];
	const { title, text } = words.pending(provider);
	return layOut({
		...viewed,
		// Its own status, by which the page sees that it is still the same.
		status: 202,
		title,
		shop: shop.name,
		leadsTo: [session.cancel_url],
		head: html`<noscript><meta http-equiv="refresh" content="${PATIENCE};url=${next}"></noscript>`,
		script: WAIT,
		content: html`<section class="state card" data-next="${next}" data-patience="${PATIENCE}">
<div class="sign wait"></div>
<h1>${title}</h1>
<p class="amount">${amountOf(viewed)}</p>
<p role="status">${text}</p>
${phone && html`<p>${words.pendingPhone} <b><bdi>${formatPhone(phone)}</bdi></b></p>`}
<form method="post" action="${path}/cancel">
<input type="hidden" name="lang" value="${language}">
<button class="quiet">${words.cancel}</button>
</form>
</section>`,
	});
}

export function completedPage(viewed: ViewModel): HtmlPage {
	const { session, shop, language } = viewed;
	const words = WORDS[language];
	const notice = words.completed(amountOf(viewed), shop.name);
	return statePage(
		{ ...viewed, status: 200, shop: shop.name },
		notice,
		"✓",
		backTo(session.success_url, viewed),
	);
}

export function expiredPage(viewed: ViewModel): HtmlPage {
	const { session, shop, language } = viewed;
	const words = WORDS[language];
	return statePage(
		{ ...viewed, status: 410, shop: shop.name },
		words.expired(shop.name),
		"!",
		backTo(session.cancel_url, viewed),
	);
}

type Place = Pick<Frame, "language" | "inLanguage">;

export function unknownPage(place: Place): HtmlPage {
	const { unknown } = WORDS[place.language];
	return statePage({ ...place, status: 404 }, unknown, "?");
}

export function unusablePage(place: Place): HtmlPage {
	const { unusable } = WORDS[place.language];
	return statePage({ ...place, status: 410 }, unusable, "!");
}

function statePage(
	frame: Place & Pick<Frame, "status" | "shop">,
	{ title, text }: { title: string; text: string },
	sign: string,
	more?: Piece,
): HtmlPage {
	return layOut({
		...frame,
		title,
		content: html`<section class="state card">
<div class="sign${frame.status >= 400 && " bad"}" aria-hidden="true">${sign}</div>
<h1>${title}</h1>
<p><bdi>${text}</bdi></p>
${more}
</section>`,
	});
}

function amountOf({ amount, session, language }: ViewModel): string {
	return formatAmount(amount, session.currency_code, language);
}

/** A way back, unless there is none, or it isn't a page: a browser would run `javascript:`. */
function backTo(url: string, { language, path }: ViewModel): Piece {
	const shop = shopUrl(url, path);
	return (
		shop &&
		/^https?:/i.test(shop) &&
		html`<a class="button" href="${shop}">${WORDS[language].back}</a>`
	);
}
