/** Payments: transactions with their session, customer, fee and refunds. */
import type { components, ListTransactionsQuery } from "@lomi/control";
import { decimalsOf } from "@lomi/spec/currency";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { useAction } from "../data/query.ts";
import { providersOf } from "../data/sandbox.ts";
import { formatAmount, messages } from "../i18n.ts";
import {
	Amount,
	Button,
	Facts,
	Problem,
	Section,
	Status,
	Time,
} from "../parts/basics.tsx";
import { ConfirmButton } from "../parts/dialog.tsx";
import { TextField } from "../parts/fields.tsx";
import { Json } from "../parts/json.tsx";
import { ItemsPage, Table } from "../parts/list.tsx";
import { pathOf } from "../routes.ts";

type Payment = components["schemas"]["TransactionRecord"];

export default function PaymentsPage({ id }: { id: string | undefined }) {
	const { payments: words, status, common } = messages();
	const { query } = useLocation();
	return (
		<ItemsPage<Payment>
			page="payments"
			id={id}
			kinds={["events"]}
			load={loadPayments}
			idOf={({ transaction }) => transaction.transaction_id}
			filters={[
				{
					name: "status",
					label: words.status,
					options: Object.entries(status.transaction),
				},
				{
					name: "provider",
					label: words.provider,
					options: providersOf(query.merchant),
				},
			]}
			columns={[
				{
					title: words.amount,
					cell: ({ transaction: { gross_amount, currency_code } }) => (
						<Amount value={gross_amount} currency={currency_code} />
					),
				},
				{
					title: words.status,
					cell: ({ transaction }) => (
						<Status kind="transaction" value={transaction.status} />
					),
				},
				{
					title: words.customer,
					cell: ({ customer }) => customer?.name ?? "–",
				},
				{
					title: words.provider,
					isExtra: true,
					cell: ({ transaction }) => transaction.provider_code,
				},
				{
					title: words.description,
					isExtra: true,
					cell: ({ transaction, checkout_session }) =>
						transaction.description ?? checkout_session?.title ?? "–",
				},
				{
					title: common.time,
					isNumber: true,
					isExtra: true,
					cell: ({ transaction }) => <Time at={transaction.created_at} />,
				},
			]}
			detail={(payment, reload) => (
				<PaymentDetail payment={payment} reload={reload} />
			)}
		/>
	);
}

/** The search also leads here with the ID of a refund. */
async function loadPayments(query: ListTransactionsQuery) {
	const found = await control.transactions.list(query);
	return query.id && found.data.length === 0
		? control.transactions.list({ refund_id: query.id, limit: 1 })
		: found;
}

function PaymentDetail({
	payment,
	reload,
}: {
	payment: Payment;
	reload: () => void;
}) {
	const { payments: words, nav, common } = messages();
	const { transaction, customer, checkout_session: session, refunds } = payment;
	const { transaction_id, currency_code: currency } = transaction;
	const settle = useAction(async (isPaid: boolean) => {
		if (isPaid) await control.transactions.confirm(transaction_id);
		else await control.transactions.fail(transaction_id);
		reload();
	});
	return (
		<>
			<h2 class="title">
				<Amount value={transaction.gross_amount} currency={currency} />{" "}
				<Status kind="transaction" value={transaction.status} />
			</h2>
			{transaction.status === "pending" && (
				<div class="actions">
					<Button
						kind="main"
						isBusy={settle.isBusy}
						onClick={() => settle.run(true)}
					>
						{words.confirm}
					</Button>
					<Button
						kind="danger"
						isBusy={settle.isBusy}
						onClick={() => settle.run(false)}
					>
						{words.fail}
					</Button>
				</div>
			)}
			<Problem error={settle.error} />
			{payment.refundable_amount > 0 && (
				<div class="actions">
					<RefundButton
						// Starts again with what is left.
						key={payment.refundable_amount}
						payment={payment}
						reload={reload}
					/>
				</div>
			)}
			<Facts
				facts={[
					[
						words.fee,
						<Amount
							key="fee"
							value={transaction.fee_amount}
							currency={currency}
						/>,
					],
					[
						words.net,
						<Amount
							key="net"
							value={transaction.net_amount}
							currency={currency}
						/>,
					],
					[
						words.provider,
						`${transaction.provider_code} · ${transaction.payment_method_code}`,
					],
					[words.providerId, transaction.provider_transaction_id],
					[
						words.customer,
						customer && (
							<a
								key="customer"
								href={pathOf("customers", customer.customer_id)}
							>
								{customer.name}
							</a>
						),
					],
					[
						nav.checkout,
						session && (
							<a
								key="session"
								href={pathOf("checkout", session.checkout_session_id)}
							>
								{session.title ?? session.checkout_session_id}
							</a>
						),
					],
					[
						words.subscription,
						transaction.subscription_id && (
							<a
								key="sub"
								href={pathOf("subscriptions", transaction.subscription_id)}
							>
								{transaction.subscription_id}
							</a>
						),
					],
					[common.time, <Time key="time" at={transaction.created_at} />],
					[common.id, <code key="id">{transaction_id}</code>],
				]}
			/>
			{refunds.length > 0 && (
				<Section title={words.refunds}>
					<Table
						caption={words.refunds}
						items={refunds}
						idOf={({ refund_id }) => refund_id}
						columns={[
							{
								title: words.amount,
								cell: ({ refunded_amount }) => (
									<Amount value={refunded_amount} currency={currency} />
								),
							},
							{
								title: words.status,
								cell: (refund) => (
									<Status kind="refund" value={refund.status} />
								),
							},
							{ title: words.reason, cell: ({ reason }) => reason ?? "–" },
							{
								title: common.time,
								isExtra: true,
								cell: ({ created_at }) => <Time at={created_at} />,
							},
						]}
					/>
				</Section>
			)}
			<p>
				<a href={`${pathOf("events")}?search=${transaction_id}`}>
					{words.events}
				</a>
			</p>
			<Section title={common.object}>
				<Json value={transaction} label={common.object} />
			</Section>
		</>
	);
}

/** Refunds all that is left, or a part of it. */
function RefundButton({
	payment: { transaction, refundable_amount },
	reload,
}: {
	payment: Payment;
	reload: () => void;
}) {
	const { payments: words } = messages();
	const { currency_code: currency, transaction_id } = transaction;
	const unit = 10 ** decimalsOf(currency);
	const [amount, setAmount] = useState(String(refundable_amount / unit));
	const [reason, setReason] = useState("");
	return (
		<ConfirmButton
			label={words.refund}
			title={words.refund}
			confirm={words.refund}
			kind="main"
			onConfirm={async () => {
				await control.refunds.create({
					transaction_id,
					amount: Math.round(Number(amount) * unit),
					...(reason.trim() !== "" && { reason: reason.trim() }),
				});
				reload();
			}}
		>
			<p>
				{words.refundable} {formatAmount(refundable_amount, currency)}
			</p>
			<TextField
				label={`${words.amount} (${currency})`}
				type="number"
				min={1 / unit}
				max={refundable_amount / unit}
				step={1 / unit}
				required
				value={amount}
				onChange={setAmount}
			/>
			<TextField label={words.reason} value={reason} onChange={setReason} />
		</ConfirmButton>
	);
}
