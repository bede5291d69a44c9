/** What is done and shown when a customer comes, pays, gives up, or comes back. */
import { randomUUID } from "node:crypto";
import { refuse } from "@lomi/http";
import type { Description } from "@lomi/spec";
import type { FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import { originOf } from "../api/host-check.ts";
import type { Database } from "../db/sqlite.ts";
import type { SessionRow } from "../db/tables.ts";
import { CannotError, type Engine, type Outcome } from "../engine/engine.ts";
import { readHostedPages } from "../engine/hosted-pages.ts";
import { problemsOf, readValues, toPayRequest, type Values } from "./form.ts";
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
import { toE164 } from "./phone.ts";
import { createViewModel, shopUrl, type ViewModel } from "./view-model.ts";

export interface CheckoutParts {
	document: Description;
	database: Database;
	engine: Engine;
}

/** Gives the answer to each kind of request. */
export type CheckoutController = Record<
	"show" | "pay" | "cancel" | "openLink",
	(request: FastifyRequest) => Promise<HtmlPage>
>;

/** Who comes: what they read, and where they are. */
interface Visit {
	language: Language;
	/** The address of the same page in a language: the query alone. */
	inLanguage(language: Language): string;
}

export function createCheckoutController({
	document,
	database,
	engine,
}: CheckoutParts): CheckoutController {
	const pages = readHostedPages(document);
	const view = createViewModel(document, database);
	const attempts = createFormSubmissions();

	const look = async (
		visit: Visit,
		session: SessionRow,
	): Promise<ViewModel> => ({
		...visit,
		...(await view(session)),
		amount: await dueNow(session),
		path: pages.session("", session),
		openFor: Date.parse(session.expires_at) - engine.clock().now.getTime(),
	});

	/** What is taken now. Where nothing can be any more, what it would have been. */
	const dueNow = (session: SessionRow) =>
		session.status === "open"
			? engine.amountOf(session).catch((error) => {
					if (error instanceof CannotError) return session.amount;
					throw error;
				})
			: session.amount;

	/** The form, with what is known of the customer. */
	const form = async (
		viewed: ViewModel,
		more: Partial<Parameters<typeof paymentFormPage>[0]>,
	) =>
		paymentFormPage({
			viewed,
			providers: await engine.providersFor(viewed.session),
			values: prefilled(viewed.session),
			problems: [],
			failure: undefined,
			// Not from the sandbox's own source of chance: whoever looks at a page doesn't change the IDs that come after.
			token: randomUUID(),
			...more,
		});

	/** Sends the customer to the shop; to the page itself where the shop has named none. */
	const leave = (url: string, session: SessionRow) =>
		redirect(
			shopUrl(url, pages.session("", session)) ?? pages.session("", session),
		);

	/** Where a customer goes who has tried to pay. */
	const goOn = async (
		{ language }: Visit,
		session: SessionRow,
		token: string,
	) => {
		const { checkout_session_id } = session;
		const after = await engine.findSession(checkout_session_id);
		const query = queryOf({ attempt: token, lang: language });
		return after?.status === "completed"
			? leave(session.success_url, session)
			: redirect(pages.session("", session) + query);
	};

	/** Tries to pay, once for each form. Undefined where it was not to be. */
	const attempt = (
		session: SessionRow,
		token: string,
		values: Values,
		country: string,
	): Promise<Outcome | undefined> => {
		const { checkout_session_id } = session;
		const earlier = attempts.find(checkout_session_id, token);
		if (earlier) return earlier.outcome;
		const outcome = engine
			.pay(checkout_session_id, toPayRequest(values, country))
			.then(
				(attempted) => attempted.outcome,
				(error) => {
					if (error instanceof CannotError) return undefined;
					throw error;
				},
			);
		attempts.add(token, { session_id: checkout_session_id, values, outcome });
		return outcome;
	};

	return {
		async show(request) {
			const visit = visitOf(request);
			const session = await engine.findSession(idOf(request));
			if (!session) return unknownPage(visit);
			const token = textOf(request.query, "attempt");
			if (session.status === "completed" && token)
				return leave(session.success_url, session);
			const viewed = await look(visit, session);
			if (session.status === "completed") return completedPage(viewed);
			if (session.status === "expired") return expiredPage(viewed);
			const earlier = attempts.find(session.checkout_session_id, token);
			const pending = await engine.findPending(session.checkout_session_id);
			if (!pending)
				return form(viewed, {
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
				lang: visit.language,
			};
			const phone = earlier?.values.phone ?? session.customer_phone ?? "";
			return pendingPage(
				viewed,
				name,
				viewed.path + queryOf(next),
				toE164(phone, viewed.shop.country) ?? phone,
			);
		},

		async pay(request) {
			checkSameOrigin(request);
			const sent = formOf(request);
			const visit = visitOf(request, sent);
			const session = await engine.findSession(idOf(request));
			if (!session) return unknownPage(visit);
			const token = sent.get("token") || randomUUID();
			const isUnderWay = await engine.findPending(session.checkout_session_id);
			if (session.status === "open" && !isUnderWay) {
				const viewed = await look(visit, session);
				const { country } = viewed.shop;
				const values = readValues(sent);
				const providers = await engine.providersFor(session);
				const problems = problemsOf(values, providers, country);
				if (problems.length > 0) return form(viewed, { values, problems });
				await attempt(session, token, values, country);
			}
			return goOn(visit, session, token);
		},

		async cancel(request) {
			checkSameOrigin(request);
			const visit = visitOf(request, formOf(request));
			const session = await engine.findSession(idOf(request));
			if (!session) return unknownPage(visit);
			const own =
				pages.session("", session) + queryOf({ lang: visit.language });
			try {
				await engine.cancel(session.checkout_session_id);
				return leave(session.cancel_url, session);
			} catch (error) {
				if (!(error instanceof CannotError)) throw error;
				return redirect(own);
			}
		},

		async openLink(request) {
			const visit = visitOf(request);
			const link = await engine.findLink(idOf(request));
			const asked = textOf(request.params, "link_type");
			if (link?.link_type !== asked) return unknownPage(visit);
			try {
				const session = await engine.openLink(link.link_id);
				const query = queryOf({ lang: textOf(request.query, "lang") });
				return redirect(pages.session("", session) + query);
			} catch (error) {
				if (!(error instanceof CannotError)) throw error;
				return unusablePage(visit);
			}
		},
	};
}

/** What the session says of its customer. */
function prefilled({
	customer_phone,
	customer_name,
	customer_email,
}: SessionRow): Values {
	return {
		provider: "",
		phone: customer_phone ?? "",
		name: customer_name ?? "",
		email: customer_email ?? "",
		outcome: "",
	};
}

/** The last ID in the path of a request. */
function idOf({ params }: FastifyRequest): string {
	return Object.values(params as Record<string, string>).at(-1) ?? "";
}

function formOf({ body }: FastifyRequest): URLSearchParams {
	return new URLSearchParams(String(body ?? ""));
}

/** A value of a query or a path; empty where there isn't one. */
function textOf(values: unknown, name: string): string {
	const value = (values as Record<string, unknown>)[name];
	return typeof value === "string" ? value : "";
}

/** The language that was asked for, else what the browser prefers, else that of most customers. */
function visitOf(request: FastifyRequest, form?: URLSearchParams): Visit {
	const { query, raw } = request;
	const asked = form?.get("lang") ?? textOf(query, "lang");
	const preferred = new Negotiator(raw).language([...LANGUAGES]);
	const language =
		LANGUAGES.find((each) => each === asked) ??
		LANGUAGES.find((each) => each === preferred) ??
		LANGUAGES[0];
	const attempt = textOf(query, "attempt");
	return {
		language,
		inLanguage: (lang) => queryOf({ attempt, lang }),
	};
}

function queryOf(values: Record<string, string>): string {
	const given = Object.entries(values).filter(([, value]) => value !== "");
	return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
}

/** A browser says from which page a form comes. Another page has no business here. */
function checkSameOrigin(request: FastifyRequest): void {
	const { origin } = request.headers;
	if (origin === undefined) return;
	// Not its scheme: something in front of the sandbox may speak https for it.
	if (URL.parse(origin)?.host !== new URL(originOf(request)).host)
		refuse(
			403,
			"Forbidden",
			`The page takes a form from itself only, and not from \`${origin}\`.`,
		);
}

function redirect(location: string): HtmlPage {
	return {
		status: 303,
		headers: {
			location,
			"cache-control": "no-store",
			"referrer-policy": "same-origin",
		},
		text: "",
	};
}
