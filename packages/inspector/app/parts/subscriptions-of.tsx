/** The subscriptions of a customer, or to a plan. */
import { control } from "../data/clients.ts";
import { useQuery } from "../data/query.ts";
import { messages } from "../i18n.ts";
import { pathOf } from "../routes.ts";
import { Empty, Problem, Section, Status, Time } from "./basics.tsx";
import { Table } from "./list.tsx";

/** How many are shown. The list of subscriptions has the others. */
const MOST = 20;

export function SubscriptionsOf({
	query,
}: {
	query: { customer_id?: string; plan_id?: string };
}) {
	const { nav, subscriptions: words, payments, common } = messages();
	const { data, error } = useQuery(
		async () => control.subscriptions.list({ ...query, limit: MOST }),
		[JSON.stringify(query)],
		["events"],
	);
	return (
		<Section title={nav.subscriptions}>
			<Problem error={error} />
			{data && data.data.length === 0 && <Empty>{common.none}</Empty>}
			{data && data.data.length > 0 && (
				<Table
					caption={nav.subscriptions}
					items={data.data}
					idOf={({ subscription_id }) => subscription_id}
					hrefOf={({ subscription_id }) =>
						pathOf("subscriptions", subscription_id)
					}
					columns={[
						{
							title: query.plan_id ? payments.customer : words.plan,
							cell: ({ plan_name, customer_name }) =>
								(query.plan_id ? customer_name : plan_name) ?? "–",
						},
						{
							title: payments.status,
							cell: ({ status }) => (
								<Status kind="subscription" value={status} />
							),
						},
						{
							title: words.next,
							isNumber: true,
							cell: ({ next_billing_date }) =>
								next_billing_date ? <Time at={next_billing_date} /> : "–",
						},
					]}
				/>
			)}
		</Section>
	);
}
