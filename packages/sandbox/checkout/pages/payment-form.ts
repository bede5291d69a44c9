/** The payment form of an open session. */
import type { ProviderRow } from "../../db/tables.ts";
import { amountFor, canChooseQuantity } from "../../engine/quantity.ts";
import {
	OUTCOME_BY_SUFFIX,
	OUTCOMES,
} from "../../engine/test-phone-numbers.ts";
import { type FormValues, needsPhone, type Problem } from "../form.ts";
import type { ViewModel } from "../view-model.ts";
import {
	formatAmount,
	formatCountry,
	formatInterval,
	formatLength,
} from "./format.ts";
import { html, type Markup, type Renderable } from "./html.ts";
import { type HtmlPage, renderPage } from "./layout.ts";
import { MESSAGES, type Messages } from "./locales.ts";

export interface PaymentForm {
	view: ViewModel;
	providers: ProviderRow[];
	values: FormValues;
	/** Validation errors of the submitted values. */
	problems: readonly Problem[];
	/** Outcome of the previous attempt, if any. */
	failure: string | undefined;
	/** True if the amount has changed with the quantity, and the payment wasn't attempted. */
	hasNewAmount: boolean;
	/** The largest quantity. */
	mostItems: number;
	/** Makes submitting the form twice one attempt. */
	token: string;
}

export function paymentFormPage(page: PaymentForm): HtmlPage {
	const { view, providers, problems } = page;
	const { session, shop, language } = view;
	const messages = MESSAGES[language];
	return renderPage({
		...view,
		status: problems.length > 0 ? 422 : 200,
		title: view.title ?? messages.payment,
		shop: shop.name,
		...(canChooseQuantity(session) && { script: QUANTITY_SCRIPT }),
		isWide: true,
		content: html`<section class="about-payment">
${summaryOf(view, messages)}
</section>
<section class="card">
<form method="post" action="${view.path}">
<input type="hidden" name="token" value="${page.token}">
<input type="hidden" name="lang" value="${language}">
${noticeOf(page, messages)}
${canChooseQuantity(session) && quantityOf(page, messages)}
${providers.length > 0 && fieldsOf(page, messages)}
<div class="actions">
${providers.length > 0 && html`<button class="pay">${view.amount === 0 ? messages.begin : messages.pay(amountOf(view))}</button>`}
<button class="quiet" formaction="${view.path}/cancel" formnovalidate>${messages.cancel}</button>
</div>
${providers.length > 0 && outcomesOf(page, messages)}
</form>
</section>`,
	});
}

/** Shows the amount of another quantity as soon as it is chosen: the server shows it, instead of taking a payment. */
const QUANTITY_SCRIPT = `
const quantity = document.querySelector("[name=quantity]");
quantity.addEventListener("change", () => quantity.reportValidity() && quantity.form.submit());
`;

/** The number of items, and the one that the amount on the page is for. */
function quantityOf(page: PaymentForm, messages: Messages): Markup {
	const { view, mostItems } = page;
	return html`<input type="hidden" name="priced_quantity" value="${view.quantity}">
${field(page, messages, {
	name: "quantity",
	label: messages.quantity,
	attributes: html`type="number" inputmode="numeric" min="1" max="${mostItems}" step="1" required`,
})}`;
}

/** What is being paid for. */
function summaryOf(view: ViewModel, messages: Messages): Markup {
	const { session, language, interval, description, openFor } = view;
	const now = amountOf(view);
	const later = formatAmount(session.amount, session.currency_code, language);
	const each = interval && formatInterval(interval, language);
	// A plan's first payment may differ from later ones.
	const isFirst = interval && view.amount !== session.amount;
	const price = formatAmount(
		amountFor(session, 1),
		session.currency_code,
		language,
	);
	return html`<h1><bdi>${view.title ?? messages.payment}</bdi></h1>
<p class="amount">${now}${each && !isFirst && html` <small>/ ${each}</small>`}</p>
${session.product_id && view.quantity > 1 && html`<p class="about">${view.quantity} × ${price}</p>`}
${each && isFirst && html`<p class="about">${messages.afterwards(`${later} / ${each}`)}</p>`}
${description && html`<p class="about"><bdi>${description}</bdi></p>`}
<p class="open-for">${messages.openFor(formatLength(openFor, language))}</p>`;
}

function amountOf({ amount, session, language }: ViewModel): string {
	return formatAmount(amount, session.currency_code, language);
}

/** Why the customer is back, or can't pay. */
function noticeOf(
	{ problems, failure, providers, hasNewAmount }: PaymentForm,
	messages: Messages,
): Renderable {
	const notice = (title: string, text?: string) =>
		html`<div class="notice" role="alert"><b>${title}</b>${text && html`<p>${text}</p>`}</div>`;
	if (providers.length === 0) return notice(messages.noProvider);
	if (problems.length > 0) return notice(messages.problems);
	if (hasNewAmount)
		return html`<p class="news" role="status">${messages.newAmount}</p>`;
	const reason = Object.entries(messages.failure).find(
		([name]) => name === failure,
	);
	return reason && notice(messages.failed, reason[1]);
}

function fieldsOf(page: PaymentForm, messages: Messages): Markup {
	const { providers, values } = page;
	const isAsked = providers.every(needsPhone);
	const chosen = providers.some(({ code }) => code === values.provider)
		? values.provider
		: providers.length === 1 && providers[0]?.code;
	return html`<fieldset>
<legend>${messages.payWith}</legend>
${providers.map(
	({ code, name }) => html`<label class="choice">
<input type="radio" name="provider" value="${code}" required${code === chosen && html` checked`}>
<b><bdi>${name}</bdi></b><span class="mark" data-code="${code}"></span>
</label>`,
)}
${errorOf(page, "provider", messages)}
</fieldset>
${field(page, messages, {
	name: "phone",
	label: messages.phone,
	attributes: html`type="tel" autocomplete="tel"${isAsked && html` required`}`,
	hint: messages.phoneHint,
	isOptional: !isAsked,
})}
${field(page, messages, {
	name: "name",
	label: messages.fullName,
	attributes: html`autocomplete="name" required`,
})}
${field(page, messages, {
	name: "email",
	label: messages.email,
	attributes: html`type="email" autocomplete="email"`,
	isOptional: true,
})}`;
}

interface Field {
	name: "quantity" | "phone" | "name" | "email";
	label: string;
	attributes: Markup;
	hint?: string;
	isOptional?: boolean;
}

function field(
	page: PaymentForm,
	messages: Messages,
	{ name, label, attributes, hint, isOptional }: Field,
): Markup {
	const error = errorOf(page, name, messages);
	const about = [hint && `${name}-hint`, error && `${name}-wrong`].filter(
		Boolean,
	);
	return html`<div class="field">
<label for="${name}">${label}${isOptional && html` <i>(${messages.optional})</i>`}</label>
<input id="${name}" name="${name}" value="${page.values[name]}" ${attributes}${about.length > 0 && html` aria-describedby="${about.join(" ")}"`}${error && html` aria-invalid="true"`}>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error}
</div>`;
}

/** The error of a field. */
function errorOf(
	{ problems, view }: PaymentForm,
	name: string,
	messages: Messages,
): Markup | undefined {
	const problem = problems.find((each) => each.split("_")[0] === name);
	if (!problem) return undefined;
	const country = formatCountry(view.shop.country, view.language);
	const text = messages.problem(country)[problem];
	return html`<p class="wrong" id="${name}-wrong">${text}</p>`;
}

/** The sandbox's test menu. */
function outcomesOf({ values }: PaymentForm, messages: Messages): Markup {
	const endings = Object.entries(OUTCOME_BY_SUFFIX);
	const options = OUTCOMES.map((outcome) => {
		const [digits] = endings.find(([, each]) => each === outcome) ?? [];
		return html`<option value="${outcome}"${values.outcome === outcome && html` selected`}>${messages.outcome[outcome]} (${digits ? messages.ending(digits) : messages.anyOther})</option>`;
	});
	return html`<details>
<summary>${messages.chooseOutcome}</summary>
<p id="outcome-about">${messages.chooseOutcomeText}</p>
<select name="outcome" aria-label="${messages.chooseOutcome}" aria-describedby="outcome-about">
<option value="">${messages.byNumber}</option>
${options}
</select>
</details>`;
}
