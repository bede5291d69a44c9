/** Subscriptions, each with its timeline. */
import type { components } from "@lomi/control";
import { useLocation } from "preact-iso/router";
import { apiOf, control } from "../data/clients.ts";
import { useAction, useQuery } from "../data/query.ts";
import { info, merchantOf } from "../data/sandbox.ts";
import { messages } from "../i18n.ts";
import {
	Amount,
	Button,
	Facts,
	Problem,
	Section,
	Status,
	Time,
} from "../parts/basics.tsx";
import { Json } from "../parts/json.tsx";
import { ItemsPage } from "../parts/list.tsx";
import { pathOf } from "../routes.ts";

type Subscription = components["schemas"]["Subscription"];
type Timeline = components["schemas"]["Timeline"];

export default function SubscriptionsPage({ id }: { id: string | undefined }) {
	const { subscriptions: words, payments, status } = messages();
	return (
		<ItemsPage<Subscription>
			page="subscriptions"
			id={id}
			kinds={["events"]}
			load={(query) => control.subscriptions.list(query)}
			idOf={({ subscription_id }) => subscription_id}
			filters={[
				{
					name: "status",
					label: payments.status,
					options: Object.entries(status.subscription),
				},
			]}
			columns={[
				{
					title: payments.customer,
					cell: ({ customer_name, customer_email, customer_id }) =>
						customer_name ?? customer_email ?? customer_id,
				},
				{
					title: payments.status,
					cell: (each) => <Status kind="subscription" value={each.status} />,
				},
				{ title: words.plan, cell: ({ plan_name }) => plan_name },
				{
					title: payments.amount,
					isExtra: true,
					isNumber: true,
					cell: ({ plan_amount, plan_currency_code }) => (
						<Amount value={plan_amount} currency={plan_currency_code} />
					),
				},
				{
					title: words.next,
					isExtra: true,
					isNumber: true,
					cell: ({ next_billing_date }) =>
						next_billing_date ? <Time at={next_billing_date} /> : "–",
				},
			]}
			detail={(subscription, reload) => (
				<SubscriptionDetail subscription={subscription} reload={reload} />
			)}
		/>
	);
}

function SubscriptionDetail({
	subscription,
	reload,
}: {
	subscription: Subscription;
	reload: () => void;
}) {
	const { subscriptions: words, payments, common } = messages();
	const { subscription_id: id, status } = subscription;
	const { data: timeline, error } = useQuery(
		async () => (await control.subscriptions.getTimeline(id)).data,
		[id, JSON.stringify(subscription)],
		["events", "clock"],
	);
	const change = useAction(async (next: "active" | "paused" | "cancelled") => {
		const merchant = merchantOf(subscription.merchant_id);
		const lomi = apiOf(merchant?.api_keys[0] ?? "", info.value?.api_url ?? "");
		if (next === "cancelled") await lomi.subscriptions.cancel(id);
		else await lomi.subscriptions.update(id, { status: next });
		reload();
	});
	const isRunning = ["active", "past_due", "trial"].includes(status);
	return (
		<>
			<h2 class="title">
				{subscription.plan_name} <Status kind="subscription" value={status} />
			</h2>
			<p class="line">
				<a href={pathOf("customers", subscription.customer_id)}>
					{subscription.customer_name ?? subscription.customer_id}
				</a>{" "}
				·{" "}
				<Amount
					value={subscription.plan_amount}
					currency={subscription.plan_currency_code}
				/>
			</p>
			<div class="actions">
				{isRunning && (
					<Button isBusy={change.isBusy} onClick={() => change.run("paused")}>
						{words.pause}
					</Button>
				)}
				{status === "paused" && (
					<Button
						kind="main"
						isBusy={change.isBusy}
						onClick={() => change.run("active")}
					>
						{words.resume}
					</Button>
				)}
				{(isRunning || status === "paused") && (
					<Button
						kind="danger"
						isBusy={change.isBusy}
						onClick={() => change.run("cancelled")}
					>
						{words.cancel}
					</Button>
				)}
			</div>
			<Problem error={change.error} />
			<Section title={words.timeline}>
				<Problem error={error} />
				{timeline && <TimelineList timeline={timeline} />}
			</Section>
			<Facts
				facts={[
					[
						words.plan,
						<a key="plan" href={pathOf("plans", subscription.plan_id)}>
							{subscription.plan_name}
						</a>,
					],
					[payments.customer, subscription.customer_email],
					[common.id, <code key="id">{id}</code>],
				]}
			/>
			<Section title={common.object}>
				<Json value={subscription} label={common.object} />
			</Section>
		</>
	);
}

/** What has happened, oldest first, and what comes next. */
function TimelineList({
	timeline: { entries, upcoming },
}: {
	timeline: Timeline;
}) {
	const words = messages().subscriptions;
	const kinds: Record<string, string> = words.kinds;
	const { query } = useLocation();
	const merchant = query.merchant ? `?merchant=${query.merchant}` : "";
	return (
		<ol class="timeline">
			{entries.map(
				(
					{ at, kind, amount, currency_code, transaction_id, event_id },
					index,
				) => {
					const href = transaction_id
						? pathOf("payments", transaction_id) + merchant
						: event_id && pathOf("events", event_id) + merchant;
					return (
						// The past never changes its order.
						<li key={index} class={kind}>
							<Time at={at} />{" "}
							{href ? (
								<a href={href}>{kinds[kind] ?? kind}</a>
							) : (
								(kinds[kind] ?? kind)
							)}{" "}
							{amount !== null && (
								<Amount value={amount} currency={currency_code} />
							)}
						</li>
					);
				},
			)}
			{upcoming.map(({ at, kind, amount, currency_code }) => (
				<li key={`${kind} ${at}`} class="upcoming">
					<Time at={at} /> {kinds[`next_${kind}`] ?? kind}{" "}
					{amount !== null && (
						<Amount value={amount} currency={currency_code} />
					)}
				</li>
			))}
			{upcoming.length === 0 && <li class="upcoming">{words.nothingNext}</li>}
		</ol>
	);
}
