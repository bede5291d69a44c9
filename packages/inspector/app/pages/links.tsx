/** Payment links: open, pay, scan. */
import type { components } from "@lomi/control";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { clock } from "../data/live.ts";
import { useAction } from "../data/query.ts";
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
import { OpenOnPhone } from "../parts/phone.tsx";
import { pathOf } from "../routes.ts";

type Link = components["schemas"]["PaymentLink"];

export default function LinksPage({ id }: { id: string | undefined }) {
	const { checkout: words, payments, common } = messages();
	return (
		<ItemsPage<Link>
			page="links"
			id={id}
			kinds={["requests", "clock"]}
			load={(query) => control.paymentLinks.list(query)}
			idOf={({ link_id }) => link_id}
			columns={[
				{ title: words.title, cell: ({ title }) => title },
				{
					title: payments.status,
					cell: (link) => <Status kind="item" value={statusOf(link)} />,
				},
				{
					title: payments.amount,
					isNumber: true,
					cell: ({ price, plan_amount, currency_code }) => {
						const amount = price ?? plan_amount;
						return amount ? (
							<Amount value={amount} currency={currency_code} />
						) : (
							"–"
						);
					},
				},
				{
					title: words.type,
					isExtra: true,
					cell: ({ link_type }) => link_type,
				},
				{
					title: common.time,
					isExtra: true,
					isNumber: true,
					cell: ({ created_at }) => <Time at={created_at} />,
				},
			]}
			detail={(link) => <LinkDetail link={link} />}
		/>
	);
}

function LinkDetail({ link }: { link: Link }) {
	const { checkout: words, common } = messages();
	const { route } = useLocation();
	const status = statusOf(link);
	const pay = useAction(async () => {
		const { data } = await control.paymentLinks.pay(link.link_id, {});
		route(pathOf("checkout", data.checkout_session.checkout_session_id));
	});
	return (
		<>
			<h2 class="title">
				{link.title} <Status kind="item" value={status} />
			</h2>
			{status === "active" && (
				<div class="actions">
					<Button kind="main" isBusy={pay.isBusy} onClick={() => pay.run()}>
						{words.pay}
					</Button>
				</div>
			)}
			<Problem error={pay.error} />
			<OpenOnPhone url={localUrl(link)} />
			<Facts
				facts={[
					[words.type, link.link_type],
					[words.providers, link.allowed_providers?.join(", ")],
					[
						words.product,
						link.product_id && (
							<a key="product" href={pathOf("products", link.product_id)}>
								{link.product_name}
							</a>
						),
					],
					[
						words.plan,
						link.plan_id && (
							<a key="plan" href={pathOf("plans", link.plan_id)}>
								{link.plan_name}
							</a>
						),
					],
					[
						words.expiresAt,
						link.expires_at && <Time key="end" at={link.expires_at} />,
					],
					[common.id, <code key="id">{link.link_id}</code>],
				]}
			/>
			<Section title={common.object}>
				<Json value={link} label={common.object} />
			</Section>
		</>
	);
}

function statusOf({ is_active, expires_at }: Link) {
	if (!is_active) return "inactive";
	const now = clock.value?.now;
	return expires_at && now && Date.parse(expires_at) <= Date.parse(now)
		? "expired"
		: "active";
}

/** The sandbox serves the page of lomi.'s host on its own. */
function localUrl({ url }: Link): string {
	return location.origin + new URL(url).pathname;
}
