/** Handles the requests of the checkout pages: show, pay, cancel, and open a link. */
import { randomUUID } from "node:crypto";
import { originOf, refuse } from "@lomi/http";
import type { Description } from "@lomi/spec";
import type { FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import type { Database } from "../db/database.ts";
import type { SessionRow } from "../db/tables.ts";
import {
	ActionError,
	type Engine,
	type Outcome,
	type PayRequest,
} from "../engine/engine.ts";
import { readHostedPages } from "../engine/hosted-pages.ts";
import { amountFor, canChooseQuantity, mostItems } from "../engine/quantity.ts";
import { readSessionLimits } from "../engine/session-limits.ts";
import { toE164 } from "../phone.ts";
import { checkNavigation, checkOwnForm } from "./fetch-metadata.ts";
import {
	type FormValues,
	problemsOf,
	readQuantity,
	readValues,
	toPayRequest,
} from "./form.ts";
import { createFormSubmissions } from "./form-submissions.ts";
import type { HtmlPage } from "./pages/layout.ts";
import { LANGUAGES, type Language } from "./pages/locales.ts";
import { paymentFormPage } from "./pages/payment-form.ts";
import {
	completedPage,
	expiredPage,
	pendingPage,
	unknownPage,
	unusablePage,
} from "./pages/status-pages.ts";
import { createViewModel, shopUrl, type ViewModel } from "./view-model.ts";

export interface CheckoutParts {
	document: Description;
	database: Database;
	engine: Engine;
}

/** Returns the response to each kind of request. */
export type CheckoutController = Record<
	"show" | "pay" | "cancel" | "openLink",
	(request: FastifyRequest) => Promise<HtmlPage>
>;

/** The page's language, and links to other languages. */
interface PageRequest {
	language: Language;
	/** The query string that shows the same page in another language. */
	inLanguage(language: Language): string;
}

export function createCheckoutController({
	document,
	database,
	engine,
}: CheckoutParts): CheckoutController {
	const pages = readHostedPages(document);
	const limits = readSessionLimits(document);
	const describeSession = createViewModel(document, database);
	const submissions = createFormSubmissions();

	const loadView = async (
		page: PageRequest,
		session: SessionRow,
		quantity = session.quantity,
	): Promise<ViewModel> => ({
		...page,
		...(await describeSession(session)),
		amount:
			quantity === session.quantity
				? await amountDue(session)
				: amountFor(session, quantity),
		quantity,
		path: pages.session("", session),
		openFor: Date.parse(session.expires_at) - engine.clock().now.getTime(),
	});

	/** The amount to pay now, or the session's own if it can't be paid any more. */
	const amountDue = (session: SessionRow) =>
		session.status === "open"
			? engine.amountOf(session).catch((error) => {
					if (error instanceof ActionError) return session.amount;
					throw error;
				})
			: session.amount;

	/** The payment form, prefilled with what the session knows about the customer. */
	const form = async (
		view: ViewModel,
		more: Partial<Parameters<typeof paymentFormPage>[0]>,
	) =>
		paymentFormPage({
			view,
			providers: await engine.providersFor(view.session),
			values: prefilled(view.session),
			problems: [],
			failure: undefined,
			hasNewAmount: false,
			mostItems: mostItems(view.session, limits),
			// Not the sandbox's own randomness: viewing a page must not change the IDs that follow.
			token: randomUUID(),
			...more,
		});

	/** Redirects to the shop, or to the session's page if the shop has no URL. */
	const redirectToShop = (url: string, session: SessionRow) =>
		redirect(
			shopUrl(url, pages.session("", session)) ?? pages.session("", session),
		);

	/** Redirects the customer after a payment attempt. */
	const redirectAfterAttempt = async (
		{ language }: PageRequest,
		session: SessionRow,
		token: string,
	) => {
		const { checkout_session_id } = session;
		const after = await engine.findSession(checkout_session_id);
		const query = queryOf({ attempt: token, lang: language });
		return after?.status === "completed"
			? redirectToShop(session.success_url, session)
			: redirect(pages.session("", session) + query);
	};

	/** Attempts the payment, once per form. Returns undefined if another attempt won. */
	const submit = (
		session: SessionRow,
		token: string,
		values: FormValues,
		request: PayRequest,
	): Promise<Outcome | undefined> => {
		const { checkout_session_id } = session;
		const earlier = submissions.find(checkout_session_id, token);
		if (earlier) return earlier.outcome;
		const outcome = engine.pay(checkout_session_id, request).then(
			(attempted) => attempted.outcome,
			(error) => {
				if (error instanceof ActionError) return undefined;
				throw error;
			},
		);
		submissions.add(token, {
			session_id: checkout_session_id,
			values,
			outcome,
		});
		return outcome;
	};

	return {
		async show(request) {
			const page = readPageRequest(request);
			const session = await engine.findSession(idOf(request));
			if (!session) return unknownPage(page);
			const token = textOf(request.query, "attempt");
			if (session.status === "completed" && token)
				return redirectToShop(session.success_url, session);
			const view = await loadView(page, session);
			if (session.status === "completed") return completedPage(view);
			if (session.status === "expired") return expiredPage(view);
			const earlier = submissions.find(session.checkout_session_id, token);
			const pending = await engine.findPending(session.checkout_session_id);
			if (!pending)
				return form(view, {
					...(earlier && {
						values: { ...earlier.values, outcome: "" },
						failure: (await earlier.outcome) ?? "impossible",
					}),
				});
			const providers = await engine.providersFor(session);
			const { name = pending.provider_code } =
				providers.find(({ code }) => code === pending.provider_code) ?? {};
			const next = {
				attempt: token || pending.transaction_id,
				lang: page.language,
			};
			const phone = earlier?.values.phone ?? session.customer_phone ?? "";
			return pendingPage(
				view,
				name,
				view.path + queryOf(next),
				toE164(phone, view.shop.country) ?? phone,
			);
		},

		async pay(request) {
			checkSameOrigin(request);
			const sent = formOf(request);
			const page = readPageRequest(request, sent);
			const session = await engine.findSession(idOf(request));
			if (!session) return unknownPage(page);
			const token = tokenOf(sent);
			const isUnderWay = await engine.findPending(session.checkout_session_id);
			if (session.status === "open" && !isUnderWay) {
				const values = readValues(sent);
				const quantity = canChooseQuantity(session)
					? readQuantity(values, mostItems(session, limits))
					: session.quantity;
				const view = await loadView(page, session, quantity);
				if (quantity === undefined)
					return form(view, { values, problems: ["quantity"] });
				// Nobody pays another amount than the page has shown.
				const priced = sent.get("priced_quantity") ?? session.quantity;
				if (quantity !== Number(priced))
					return form(view, { values, hasNewAmount: true });
				const { country } = view.shop;
				const providers = await engine.providersFor(session);
				const problems = problemsOf(values, providers, country);
				if (problems.length > 0) return form(view, { values, problems });
				const request = toPayRequest(values, country, quantity);
				await submit(session, token, values, request);
			}
			return redirectAfterAttempt(page, session, token);
		},

		async cancel(request) {
			checkSameOrigin(request);
			const page = readPageRequest(request, formOf(request));
			const session = await engine.findSession(idOf(request));
			if (!session) return unknownPage(page);
			const own = pages.session("", session) + queryOf({ lang: page.language });
			try {
				await engine.cancel(session.checkout_session_id);
				return redirectToShop(session.cancel_url, session);
			} catch (error) {
				if (!(error instanceof ActionError)) throw error;
				return redirect(own);
			}
		},

		async openLink(request) {
			checkNavigation(request.headers);
			const page = readPageRequest(request);
			const link = await engine.findLink(idOf(request));
			const requested = textOf(request.params, "link_type");
			if (link?.link_type !== requested) return unknownPage(page);
			try {
				const session = await engine.openLink(link.link_id);
				const asked = textOf(request.query, "lang");
				const lang = LANGUAGES.find((each) => each === asked) ?? "";
				const query = queryOf({ lang });
				return redirect(pages.session("", session) + query);
			} catch (error) {
				if (!(error instanceof ActionError)) throw error;
				return unusablePage(page);
			}
		},
	};
}

/** What the session knows about the customer. */
function prefilled({
	quantity,
	customer_phone,
	customer_name,
	customer_email,
}: SessionRow): FormValues {
	return {
		quantity: `${quantity}`,
		provider: "",
		phone: customer_phone ?? "",
		name: customer_name ?? "",
		email: customer_email ?? "",
		outcome: "",
	};
}

/** The last path parameter. */
function idOf({ params }: FastifyRequest): string {
	return Object.values(params as Record<string, string>).at(-1) ?? "";
}

/** The form's own token, or a new one for a form that has none: it comes back in an address, whose length is limited. */
function tokenOf(sent: URLSearchParams): string {
	const token = sent.get("token") ?? "";
	return TOKEN.test(token) ? token : randomUUID();
}

const TOKEN = /^[\w-]{1,64}$/;

function formOf({ body }: FastifyRequest): URLSearchParams {
	return new URLSearchParams(String(body ?? ""));
}

/** A query or path value; empty if it is absent. */
function textOf(values: unknown, name: string): string {
	const value = (values as Record<string, unknown>)[name];
	return typeof value === "string" ? value : "";
}

/** The requested language, then the browser's preference, then the language of most customers. */
function readPageRequest(
	request: FastifyRequest,
	form?: URLSearchParams,
): PageRequest {
	const { query, raw } = request;
	const requested = form?.get("lang") ?? textOf(query, "lang");
	const preferred = new Negotiator(raw).language([...LANGUAGES]);
	const language =
		LANGUAGES.find((each) => each === requested) ??
		LANGUAGES.find((each) => each === preferred) ??
		LANGUAGES[0];
	const attempt = textOf(query, "attempt");
	return {
		language,
		inLanguage: (lang) => queryOf({ attempt, lang }),
	};
}

function queryOf(values: Record<string, string>): string {
	const present = Object.entries(values).filter(([, value]) => value !== "");
	return present.length > 0 ? `?${new URLSearchParams(present)}` : "";
}

/** CSRF check: browsers send the origin of a form's page. */
function checkSameOrigin(request: FastifyRequest): void {
	checkOwnForm(request.headers);
	const { origin } = request.headers;
	if (origin === undefined) return;
	// Compares the host only: a proxy in front of the sandbox may terminate TLS.
	if (URL.parse(origin)?.host !== new URL(originOf(request)).host)
		refuse(
			403,
			"Forbidden",
			`The page only accepts its own form, not one from \`${origin}\`.`,
		);
}

function redirect(url: string): HtmlPage {
	return {
		status: 303,
		headers: {
			location: asHeader(url),
			"cache-control": "no-store",
			"referrer-policy": "same-origin",
		},
		text: "",
	};
}

/** A URL as it stands in a header, which holds ASCII only: `/réussi` is `/r%C3%A9ussi`. */
function asHeader(url: string): string {
	return /^[!-~]*$/.test(url) ? url : new URL(url).href;
}
