/** Checkout sessions: pay, cancel, expire, open on a phone. */
import type { components } from "@lomi/control";
import { useState } from "preact/hooks";
import { control } from "../data/clients.ts";
import { useAction } from "../data/query.ts";
import { messages } from "../i18n.ts";
import {
	Amount,
	Button,
	Facts,
	Problem,
	Section,
	Status,
	SubmitButton,
	Time,
} from "../parts/basics.tsx";
import { Select, TextField } from "../parts/fields.tsx";
import { Json } from "../parts/json.tsx";
import { ItemsPage } from "../parts/list.tsx";
import { PaymentsOf } from "../parts/payments-of.tsx";
import { OpenOnPhone } from "../parts/phone.tsx";
import { pathOf } from "../routes.ts";

type Session = components["schemas"]["CheckoutSession"];
type Outcome = components["schemas"]["PaymentOutcome"];

export default function CheckoutPage({ id }: { id: string | undefined }) {
	const { checkout: words, status, common, payments } = messages();
	return (
		<ItemsPage<Session>
			page="checkout"
			id={id}
			kinds={["events", "requests"]}
			load={(query) => control.checkoutSessions.list(query)}
			idOf={({ checkout_session_id }) => checkout_session_id}
			filters={[
				{
					name: "status",
					label: payments.status,
					options: Object.entries(status.session),
				},
			]}
			columns={[
				{
					title: payments.amount,
					cell: ({ amount, currency_code }) => (
						<Amount value={amount} currency={currency_code} />
					),
				},
				{
					title: payments.status,
					cell: (session) => <Status kind="session" value={session.status} />,
				},
				{ title: words.title, cell: ({ title }) => title ?? "–" },
				{
					title: payments.customer,
					isExtra: true,
					cell: ({ customer_name, customer_email }) =>
						customer_name ?? customer_email ?? "–",
				},
				{
					title: common.time,
					isExtra: true,
					isNumber: true,
					cell: ({ created_at }) => <Time at={created_at} />,
				},
			]}
			detail={(session, reload) => (
				<SessionDetail session={session} reload={reload} />
			)}
		/>
	);
}

function SessionDetail({
	session,
	reload,
}: {
	session: Session;
	reload: () => void;
}) {
	const { checkout: words, payments, common } = messages();
	const id = session.checkout_session_id;
	const act = useAction(async (action: () => Promise<unknown>) => {
		await action();
		reload();
	});
	const isOpen = session.status === "open";
	return (
		<>
			<h2 class="title">
				<Amount value={session.amount} currency={session.currency_code} />{" "}
				<Status kind="session" value={session.status} />
			</h2>
			{isOpen && (
				<>
					<PayForm session={session} onPaid={reload} />
					<div class="actions">
						<Button
							isBusy={act.isBusy}
							onClick={() =>
								act.run(async () => control.checkoutSessions.cancel(id))
							}
						>
							{words.cancel}
						</Button>
						<Button
							kind="danger"
							isBusy={act.isBusy}
							onClick={() =>
								act.run(async () => control.checkoutSessions.expire(id))
							}
						>
							{words.expire}
						</Button>
					</div>
					<Problem error={act.error} />
					<OpenOnPhone url={session.url} />
				</>
			)}
			<PaymentsOf query={{ checkout_session_id: id }} />
			<Facts
				facts={[
					[words.title, session.title],
					[payments.customer, session.customer_name ?? session.customer_email],
					[words.providers, session.allowed_providers.join(", ")],
					[
						words.product,
						session.product_id && (
							<a key="product" href={pathOf("products", session.product_id)}>
								{session.product_id}
							</a>
						),
					],
					[
						words.plan,
						session.plan_id && (
							<a key="plan" href={pathOf("plans", session.plan_id)}>
								{session.plan_id}
							</a>
						),
					],
					[words.expiresAt, <Time key="end" at={session.expires_at} />],
					[common.id, <code key="id">{id}</code>],
				]}
			/>
			<Section title={common.object}>
				<Json value={session} label={common.object} />
			</Section>
		</>
	);
}

/** Pays as a customer, with any outcome. */
function PayForm({
	session,
	onPaid,
}: {
	session: Session;
	onPaid: () => void;
}) {
	const { checkout: words, payments } = messages();
	const [provider, setProvider] = useState("");
	const [outcome, setOutcome] = useState("");
	const [phone, setPhone] = useState("");
	const pay = useAction(async () => {
		await control.checkoutSessions.pay(session.checkout_session_id, {
			...(provider && { provider }),
			...(outcome && { outcome: outcome as Outcome }),
			...(phone.trim() !== "" && { phone: phone.trim() }),
		});
		onPaid();
	});
	return (
		<form
			class="row"
			onSubmit={(event) => {
				event.preventDefault();
				pay.run();
			}}
		>
			<Select
				label={payments.provider}
				any={words.first}
				value={provider}
				onChange={setProvider}
				options={session.allowed_providers}
			/>
			<Select
				label={words.outcome}
				any={words.byPhone}
				value={outcome}
				onChange={setOutcome}
				options={Object.entries(words.outcomes)}
			/>
			<TextField
				label={words.phone}
				value={phone}
				onChange={setPhone}
				placeholder="+225 07 01 02 03 04"
			/>
			<SubmitButton isBusy={pay.isBusy}>{words.pay}</SubmitButton>
			<Problem error={pay.error} />
		</form>
	);
}
