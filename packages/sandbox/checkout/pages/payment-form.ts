/** The page of a session that can be paid. */
import type { ProviderRow } from "../../db/tables.ts";
import { OUTCOMES } from "../../engine/engine.ts";
import { OUTCOME_OF_ENDING } from "../../engine/test-phone-numbers.ts";
import { needsPhone, type Problem, type Values } from "../form.ts";
import type { ViewModel } from "../view-model.ts";
import {
	formatAmount,
	formatCountry,
	formatInterval,
	formatLength,
} from "./format.ts";
import { html, type Markup, type Piece } from "./html.ts";
import { type HtmlPage, layOut } from "./layout.ts";
import { WORDS, type Words } from "./locales.ts";

export interface PaymentForm {
	viewed: ViewModel;
	providers: ProviderRow[];
	values: Values;
	/** What was wrong with the values, where they were sent already. */
	problems: readonly Problem[];
	/** How the attempt before ended, where there was one. */
	failure: string | undefined;
	/** Makes a form that is sent twice one attempt. */
	token: string;
}

export function paymentFormPage(page: PaymentForm): HtmlPage {
	const { viewed, providers, problems } = page;
	const { session, shop, language } = viewed;
	const words = WORDS[language];
	return layOut({
		...viewed,
		status: problems.length > 0 ? 422 : 200,
		title: viewed.title ?? words.payment,
		shop: shop.name,
		leadsTo: [session.success_url, session.cancel_url],
		isWide: true,
		content: html`<section class="about-payment">
${summaryOf(viewed, words)}
</section>
<section class="card">
<form method="post" action="${viewed.path}">
<input type="hidden" name="token" value="${page.token}">
<input type="hidden" name="lang" value="${language}">
${noticeOf(page, words)}
${providers.length > 0 && fieldsOf(page, words)}
<div class="actions">
${providers.length > 0 && html`<button class="pay">${viewed.amount === 0 ? words.begin : words.pay(amountOf(viewed))}</button>`}
<button class="quiet" formaction="${viewed.path}/cancel" formnovalidate>${words.cancel}</button>
</div>
${providers.length > 0 && outcomesOf(page, words)}
</form>
</section>`,
	});
}

/** What is paid for. */
function summaryOf(viewed: ViewModel, words: Words): Markup {
	const { session, language, interval, description, openFor } = viewed;
	const now = amountOf(viewed);
	const later = formatAmount(session.amount, session.currency_code, language);
	const each = interval && formatInterval(interval, language);
	// The first payment of a plan may be less than the others.
	const isFirst = viewed.amount !== session.amount;
	return html`<h1><bdi>${viewed.title ?? words.payment}</bdi></h1>
<p class="amount">${now}${each && !isFirst && html` <small>/ ${each}</small>`}</p>
${each && isFirst && html`<p class="about">${words.afterwards(`${later} / ${each}`)}</p>`}
${description && html`<p class="about"><bdi>${description}</bdi></p>`}
<p class="open-for">${words.openFor(formatLength(openFor, language))}</p>`;
}

function amountOf({ amount, session, language }: ViewModel): string {
	return formatAmount(amount, session.currency_code, language);
}

/** Why the customer is here again, or can't pay. */
function noticeOf(
	{ problems, failure, providers }: PaymentForm,
	words: Words,
): Piece {
	const notice = (title: string, text?: string) =>
		html`<div class="notice" role="alert"><b>${title}</b>${text && html`<p>${text}</p>`}</div>`;
	if (providers.length === 0) return notice(words.noProvider);
	if (problems.length > 0) return notice(words.problems);
	const reason = Object.entries(words.failure).find(
		([name]) => name === failure,
	);
	return reason && notice(words.failed, reason[1]);
}

function fieldsOf(page: PaymentForm, words: Words): Markup {
	const { providers, values } = page;
	const isAsked = providers.every(needsPhone);
	const chosen = providers.some(({ code }) => code === values.provider)
		? values.provider
		: providers.length === 1 && providers[0]?.code;
	return html`<fieldset>
<legend>${words.payWith}</legend>
${providers.map(
	({ code, name }) => html`<label class="choice">
<input type="radio" name="provider" value="${code}" required${code === chosen && html` checked`}>
<b><bdi>${name}</bdi></b><span class="mark" data-code="${code}"></span>
</label>`,
)}
${wrongOf(page, "provider", words)}
</fieldset>
${field(page, words, {
	name: "phone",
	label: words.phone,
	attributes: html`type="tel" autocomplete="tel"${isAsked && html` required`}`,
	hint: words.phoneHint,
	isOptional: !isAsked,
})}
${field(page, words, {
	name: "name",
	label: words.fullName,
	attributes: html`autocomplete="name" required`,
})}
${field(page, words, {
	name: "email",
	label: words.email,
	attributes: html`type="email" autocomplete="email"`,
	isOptional: true,
})}`;
}

interface Field {
	name: "phone" | "name" | "email";
	label: string;
	attributes: Markup;
	hint?: string;
	isOptional?: boolean;
}

function field(
	page: PaymentForm,
	words: Words,
	{ name, label, attributes, hint, isOptional }: Field,
): Markup {
	const wrong = wrongOf(page, name, words);
	const about = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(
		Boolean,
	);
	return html`<div class="field">
<label for="${name}">${label}${isOptional && html` <i>(${words.optional})</i>`}</label>
<input id="${name}" name="${name}" value="${page.values[name]}" ${attributes}${about.length > 0 && html` aria-describedby="${about.join(" ")}"`}${wrong && html` aria-invalid="true"`}>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${wrong}
</div>`;
}

/** What is wrong in a field. */
function wrongOf(
	{ problems, viewed }: PaymentForm,
	name: string,
	words: Words,
): Markup | undefined {
	const problem = problems.find((each) => each.split("_")[0] === name);
	if (!problem) return undefined;
	const country = formatCountry(viewed.shop.country, viewed.language);
	const text = words.problem(country)[problem];
	return html`<p class="wrong" id="${name}-wrong">${text}</p>`;
}

/** The menu that only the sandbox has. */
function outcomesOf({ values }: PaymentForm, words: Words): Markup {
	const endings = Object.entries(OUTCOME_OF_ENDING);
	const options = OUTCOMES.map((outcome) => {
		const [digits] = endings.find(([, each]) => each === outcome) ?? [];
		return html`<option value="${outcome}"${values.outcome === outcome && html` selected`}>${words.outcome[outcome]} (${digits ? words.ending(digits) : words.anyOther})</option>`;
	});
	return html`<details>
<summary>${words.chooseOutcome}</summary>
<p id="outcome-about">${words.chooseOutcomeText}</p>
<select name="outcome" aria-label="${words.chooseOutcome}" aria-describedby="outcome-about">
<option value="">${words.byNumber}</option>
${options}
</select>
</details>`;
}
