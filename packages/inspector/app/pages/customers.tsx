/** Customers, with what they have paid. */
import type { components } from "@lomi/control";
import { control } from "../data/clients.ts";
import { messages } from "../i18n.ts";
import { Facts, Section, Time } from "../parts/basics.tsx";
import { Json } from "../parts/json.tsx";
import { ItemsPage } from "../parts/list.tsx";
import { PaymentsOf } from "../parts/payments-of.tsx";
import { SubscriptionsOf } from "../parts/subscriptions-of.tsx";

type Customer = components["schemas"]["Customer"];

export default function CustomersPage({ id }: { id: string | undefined }) {
	const { customers: words, common } = messages();
	return (
		<ItemsPage<Customer>
			page="customers"
			id={id}
			kinds={["events", "requests"]}
			load={(query) => control.customers.list(query)}
			idOf={({ customer_id }) => customer_id}
			columns={[
				{ title: words.name, cell: ({ name }) => name },
				{ title: words.phone, cell: ({ phone_number }) => phone_number ?? "–" },
				{
					title: words.email,
					isExtra: true,
					cell: ({ email }) => email ?? "–",
				},
				{
					title: words.place,
					isExtra: true,
					cell: ({ city, country }) =>
						[city, country].filter(Boolean).join(", ") || "–",
				},
				{
					title: common.since,
					isExtra: true,
					isNumber: true,
					cell: ({ created_at }) => <Time at={created_at} />,
				},
			]}
			detail={(customer) => (
				<>
					<h2 class="title">{customer.name}</h2>
					<Facts
						facts={[
							[words.phone, customer.phone_number],
							[words.email, customer.email],
							[
								words.place,
								[customer.address, customer.city, customer.country]
									.filter(Boolean)
									.join(", "),
							],
							[common.since, <Time key="since" at={customer.created_at} />],
							[common.id, <code key="id">{customer.customer_id}</code>],
						]}
					/>
					<PaymentsOf query={{ customer_id: customer.customer_id }} />
					<SubscriptionsOf query={{ customer_id: customer.customer_id }} />
					<Section title={common.object}>
						<Json value={customer} label={common.object} />
					</Section>
				</>
			)}
		/>
	);
}
