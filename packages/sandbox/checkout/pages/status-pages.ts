/** Pages without a form: payment pending, completed, expired, not found. */
import { formatPhone } from "../../phone.ts";
import { shopUrl, type ViewModel } from "../view-model.ts";
import { formatAmount } from "./format.ts";
import { html, type Renderable } from "./html.ts";
import { type Frame, type HtmlPage, renderPage } from "./layout.ts";
import { MESSAGES } from "./locales.ts";

/** Interval of the polling for a pending payment. */
const POLL_SECONDS = 2;

/** Polls until the payment is no longer pending, then continues. Reads its settings from the element's data attributes. */
const POLL_SCRIPT = `
const { next, seconds } = document.querySelector("[data-next]").dataset;
const look = async () => {
	const { status } = await fetch(next, { method: "HEAD", redirect: "manual" }).catch(() => ({ status: 202 }));
	if (status === 202) setTimeout(look, 1000 * seconds);
	else location.replace(next);
};
setTimeout(look, 1000 * seconds);
`;

/** @param next Where to continue after the payment. @param phone The number that has to confirm it, if known. */
export function pendingPage(
	view: ViewModel,
	provider: string,
	next: string,
	phone: string,
): HtmlPage {
	const { shop, language, path } = view;
	const messages = MESSAGES[language];
	const { title, text } = messages.pending(provider);
	return renderPage({
		...view,
		// A status of its own, by which the script recognises a pending payment.
		status: 202,
		title,
		shop: shop.name,
		head: html`<noscript><meta http-equiv="refresh" content="${POLL_SECONDS};url=${next}"></noscript>`,
		script: POLL_SCRIPT,
		content: html`<section class="state card" data-next="${next}" data-seconds="${POLL_SECONDS}">
<div class="sign wait"></div>
<h1>${title}</h1>
<p class="amount">${amountOf(view)}</p>
<p role="status">${text}</p>
${phone && html`<p>${messages.pendingPhone} <b><bdi>${formatPhone(phone)}</bdi></b></p>`}
<form method="post" action="${path}/cancel">
<input type="hidden" name="lang" value="${language}">
<button class="quiet">${messages.cancel}</button>
</form>
</section>`,
	});
}

export function completedPage(view: ViewModel): HtmlPage {
	const { session, shop, language } = view;
	const messages = MESSAGES[language];
	const notice = messages.completed(amountOf(view), shop.name);
	return statusPage(
		{ ...view, status: 200, shop: shop.name },
		notice,
		"✓",
		backTo(session.success_url, view),
	);
}

export function expiredPage(view: ViewModel): HtmlPage {
	const { session, shop, language } = view;
	const messages = MESSAGES[language];
	return statusPage(
		{ ...view, status: 410, shop: shop.name },
		messages.expired(shop.name),
		"!",
		backTo(session.cancel_url, view),
	);
}

type PageLocale = Pick<Frame, "language" | "inLanguage">;

export function unknownPage(locale: PageLocale): HtmlPage {
	const { unknown } = MESSAGES[locale.language];
	return statusPage({ ...locale, status: 404 }, unknown, "?");
}

export function unusablePage(locale: PageLocale): HtmlPage {
	const { unusable } = MESSAGES[locale.language];
	return statusPage({ ...locale, status: 410 }, unusable, "!");
}

function statusPage(
	frame: PageLocale & Pick<Frame, "status" | "shop">,
	{ title, text }: { title: string; text: string },
	sign: string,
	more?: Renderable,
): HtmlPage {
	return renderPage({
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

/** A link back to the shop. */
function backTo(url: string, { language, path }: ViewModel): Renderable {
	const shop = shopUrl(url, path);
	return (
		shop &&
		html`<a class="button" href="${shop}">${MESSAGES[language].back}</a>`
	);
}
