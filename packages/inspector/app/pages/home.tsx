/** Home: the address, keys, what has happened lately, money, and a payment to try. */
import type { CheckoutSession } from "lomi-openapi";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ErrorBoundary } from "preact-iso/lazy";
import { useLocation } from "preact-iso/router";
import { apiOf, control } from "../data/clients.ts";
import { useAction, useQuery } from "../data/query.ts";
import { info, type Merchant } from "../data/sandbox.ts";
import { formatNumber, messages } from "../i18n.ts";
import { useMerchant } from "../layout.tsx";
import {
	Amount,
	Button,
	Copyable,
	Empty,
	Facts,
	Problem,
	Section,
	Time,
} from "../parts/basics.tsx";
import { Select } from "../parts/fields.tsx";
import { later } from "../parts/later.tsx";
import { useUrlQuery } from "../parts/list.tsx";
import { pathOf } from "../routes.ts";

const Chart = later(() => import("../parts/chart.tsx"));

/** Days that the chart shows. */
const SPANS = [7, 30, 90, 365];
const USUAL_SPAN = 30;
/** Latest requests and events. */
const LATEST = 8;

export function HomePage() {
	const merchant = useMerchant();
	const { query } = useLocation();
	const { home: words } = messages();
	if (!merchant)
		return (
			<Empty>{query.merchant ? words.otherMerchant : words.noMerchant}</Empty>
		);
	return (
		<div class="home">
			<div class="columns">
				<Address merchant={merchant} />
				<PayNow merchant={merchant} key={merchant.merchant_id} />
			</div>
			<Money merchant={merchant} />
			<div class="columns">
				<LatestRequests merchant_id={merchant.merchant_id} />
				<LatestEvents merchant_id={merchant.merchant_id} />
			</div>
		</div>
	);
}

function Address({ merchant }: { merchant: Merchant }) {
	const { home: words } = messages();
	const { api_url = "", network_urls = [] } = info.value ?? {};
	return (
		<Section title={words.connect}>
			<Facts
				facts={[
					[messages().header.merchant, merchant.name],
					[
						words.address,
						<Copyable key="url" text={api_url} label={words.address} />,
					],
					...merchant.api_keys.map(
						(key) =>
							[
								words.key,
								<Copyable key={key} text={key} label={words.key} />,
							] as const,
					),
					[
						words.merchant,
						<Copyable
							key="id"
							text={merchant.merchant_id}
							label={words.merchant}
						/>,
					],
					[words.network, network_urls.length > 0 && network_urls.join(", ")],
				]}
			/>
		</Section>
	);
}

/** Makes a session and offers its page: two clicks. */
function PayNow({ merchant }: { merchant: Merchant }) {
	const { home: words, checkout } = messages();
	const [session, setSession] = useState<CheckoutSession | undefined>();
	const create = useAction(async () => {
		const [key = ""] = merchant.api_keys;
		const lomi = apiOf(key, info.value?.api_url ?? "");
		const back = `${location.origin}${pathOf("payments")}`;
		const { data } = await lomi.checkoutSessions.create({
			amount: 10_000,
			currency_code: "XOF",
			title: words.payTitle,
			customer_name: "Awa Koné",
			customer_phone: "+2250701020304",
			allowed_providers: merchant.providers
				.filter(({ is_connected }) => is_connected)
				.map(({ code }) => code),
			success_url: back,
			cancel_url: back,
		});
		setSession(data);
	});
	return (
		<Section title={words.payNow}>
			<p>{words.payText}</p>
			<div class="actions">
				<Button
					kind={session ? "plain" : "main"}
					isBusy={create.isBusy}
					onClick={() => create.run()}
				>
					{words.payCreate}
				</Button>
				{session && (
					<>
						<a
							class="button main"
							href={new URL(session.url).pathname}
							target="_blank"
							rel="noopener"
						>
							{checkout.open} ↗
						</a>
						<a
							class="button plain"
							href={pathOf("checkout", session.checkout_session_id)}
						>
							{words.paySession}
						</a>
					</>
				)}
			</div>
			<Problem error={create.error} />
		</Section>
	);
}

/** Balance, MRR and the payments of each day. */
function Money({ merchant }: { merchant: Merchant }) {
	const { home: words } = messages();
	const { query, set } = useUrlQuery();
	const asked = Number(query.days);
	const days = SPANS.includes(asked) ? asked : USUAL_SPAN;
	const { merchant_id } = merchant;
	const { data, error } = useQuery(
		async () => (await control.statistics.get({ merchant_id, days })).data,
		[merchant_id, days],
		["events", "clock"],
	);
	const totals = data?.totals;
	return (
		<Section
			title={words.money}
			actions={
				<Select
					label={words.span}
					value={String(days)}
					onChange={(value) =>
						set({ days: value === String(USUAL_SPAN) ? null : value })
					}
					options={SPANS.map(
						(each) => [String(each), words.spans[`${each}` as "7"]] as const,
					)}
				/>
			}
		>
			<Problem error={error} />
			{data && totals && (
				<>
					<dl class="figures">
						<Figure term={words.balance}>
							<Amount value={data.balance} currency={data.currency_code} />
						</Figure>
						<Figure term={words.mrr}>
							<Amount value={data.mrr} currency={data.currency_code} />
						</Figure>
						<Figure term={words.gross}>
							<Amount
								value={totals.gross_amount}
								currency={data.currency_code}
							/>
						</Figure>
						<Figure term={words.net}>
							<Amount value={totals.net_amount} currency={data.currency_code} />
						</Figure>
						<Figure term={words.paid}>{formatNumber(totals.completed)}</Figure>
						<Figure term={words.failed}>{formatNumber(totals.failed)}</Figure>
						<Figure term={words.subscriptions}>
							{formatNumber(data.active_subscriptions)}
						</Figure>
					</dl>
					<ErrorBoundary>
						<Chart statistics={data} providers={merchant.providers} />
					</ErrorBoundary>
				</>
			)}
		</Section>
	);
}

function Figure({
	term,
	children,
}: {
	term: string;
	children: ComponentChildren;
}) {
	return (
		<div>
			<dt>{term}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function LatestRequests({ merchant_id }: { merchant_id: string }) {
	const { home: words, nav } = messages();
	const { query } = useLocation();
	const of = query.merchant ? { merchant_id } : {};
	const { data } = useQuery(
		async () => (await control.requests.list({ ...of, limit: LATEST })).data,
		[query.merchant],
		["requests"],
	);
	return (
		<Section
			title={nav.requests}
			actions={<a href={pathOf("requests")}>{words.all}</a>}
		>
			{data?.length === 0 && <Empty>{messages().requests.none}</Empty>}
			<ul class="latest">
				{data?.map(({ request_id, method, path, status, received_at }) => (
					<li key={request_id}>
						<a href={pathOf("requests", request_id)}>
							<span class={`method ${method.toLowerCase()}`}>{method}</span>{" "}
							<span class="path">{path}</span>
						</a>{" "}
						<span class={`status ${status && status < 400 ? "good" : "bad"}`}>
							{status ?? "–"}
						</span>{" "}
						<Time at={received_at} isShort />
					</li>
				))}
			</ul>
		</Section>
	);
}

function LatestEvents({ merchant_id }: { merchant_id: string }) {
	const { home: words, nav, common } = messages();
	const { query } = useLocation();
	const of = query.merchant ? { merchant_id } : {};
	const { data } = useQuery(
		async () => (await control.events.list({ ...of, limit: LATEST })).data,
		[query.merchant],
		["events"],
	);
	return (
		<Section
			title={nav.events}
			actions={<a href={pathOf("events")}>{words.all}</a>}
		>
			{data?.length === 0 && <Empty>{common.none}</Empty>}
			<ul class="latest">
				{data?.map(({ event_id, event_type, created_at }) => (
					<li key={event_id}>
						<a href={pathOf("events", event_id)}>{event_type}</a>{" "}
						<Time at={created_at} />
					</li>
				))}
			</ul>
		</Section>
	);
}
