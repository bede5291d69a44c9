/** The payments of a session, customer or subscription. */
import { control } from "../data/clients.ts";
import { useQuery } from "../data/query.ts";
import { messages } from "../i18n.ts";
import { pathOf } from "../routes.ts";
import { Amount, Empty, Problem, Section, Status, Time } from "./basics.tsx";
import { Table } from "./list.tsx";

/** How many are shown. The list of payments has the others. */
const MOST = 20;

export function PaymentsOf({
	query,
}: {
	query: {
		checkout_session_id?: string;
		customer_id?: string;
		subscription_id?: string;
	};
}) {
	const { nav, payments: words, common } = messages();
	const { data, error } = useQuery(
		async () => control.transactions.list({ ...query, limit: MOST }),
		[JSON.stringify(query)],
		["events"],
	);
	return (
		<Section title={nav.payments}>
			<Problem error={error} />
			{data && data.data.length === 0 && <Empty>{common.none}</Empty>}
			{data && data.data.length > 0 && (
				<Table
					caption={nav.payments}
					items={data.data}
					idOf={({ transaction }) => transaction.transaction_id}
					hrefOf={({ transaction }) =>
						pathOf("payments", transaction.transaction_id)
					}
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
							title: common.time,
							isNumber: true,
							cell: ({ transaction }) => <Time at={transaction.created_at} />,
						},
					]}
				/>
			)}
		</Section>
	);
}
