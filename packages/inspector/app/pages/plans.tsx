/** Plans, with their subscriptions. */
import type { components } from "@lomi/control";
import { control } from "../data/clients.ts";
import { messages } from "../i18n.ts";
import { Amount, Facts, Section, Status, Time } from "../parts/basics.tsx";
import { Json } from "../parts/json.tsx";
import { ItemsPage } from "../parts/list.tsx";
import { SubscriptionsOf } from "../parts/subscriptions-of.tsx";

type Plan = components["schemas"]["SubscriptionPlan"];

export default function PlansPage({ id }: { id: string | undefined }) {
	const { customers, payments, plans: words, common } = messages();
	const frequencies: Record<string, string> = words.frequencies;
	const frequencyOf = ({ billing_frequency }: Plan) =>
		frequencies[billing_frequency] ?? billing_frequency;
	return (
		<ItemsPage<Plan>
			page="plans"
			id={id}
			kinds={["requests"]}
			load={(query) => control.plans.list(query)}
			idOf={({ plan_id }) => plan_id}
			columns={[
				{ title: customers.name, cell: ({ name }) => name },
				{
					title: payments.amount,
					isNumber: true,
					cell: ({ amount, currency_code }) => (
						<Amount value={amount} currency={currency_code} />
					),
				},
				{ title: words.frequency, cell: frequencyOf },
				{
					title: payments.status,
					isExtra: true,
					cell: ({ is_active }) => (
						<Status kind="plan" value={is_active ? "active" : "inactive"} />
					),
				},
				{
					title: common.since,
					isExtra: true,
					isNumber: true,
					cell: ({ created_at }) => <Time at={created_at} />,
				},
			]}
			detail={(plan) => (
				<>
					<h2 class="title">{plan.name}</h2>
					<Facts
						facts={[
							[
								payments.amount,
								<Amount
									key="amount"
									value={plan.amount}
									currency={plan.currency_code}
								/>,
							],
							[words.frequency, frequencyOf(plan)],
							[words.chargeDay, plan.charge_day],
							[words.afterFailure, plan.failed_payment_action],
							[words.firstPayment, plan.first_payment_type],
							[payments.description, plan.description],
							[common.since, <Time key="since" at={plan.created_at} />],
							[common.id, <code key="id">{plan.plan_id}</code>],
						]}
					/>
					<SubscriptionsOf query={{ plan_id: plan.plan_id }} />
					<Section title={common.object}>
						<Json value={plan} label={common.object} />
					</Section>
				</>
			)}
		/>
	);
}
