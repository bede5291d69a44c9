/** Products. */
import type { components } from "@lomi/control";
import { decimalsOf } from "@lomi/spec/currency";
import { control } from "../data/clients.ts";
import { formatAmount, messages } from "../i18n.ts";
import { Facts, Section, Status, Time } from "../parts/basics.tsx";
import { Json } from "../parts/json.tsx";
import { ItemsPage } from "../parts/list.tsx";
import { pathOf } from "../routes.ts";

type Product = components["schemas"]["Product"];

export default function ProductsPage({ id }: { id: string | undefined }) {
	const { customers, checkout, payments, products: words, common } = messages();
	return (
		<ItemsPage<Product>
			page="products"
			id={id}
			kinds={["requests"]}
			load={(query) => control.products.list(query)}
			idOf={({ product_id }) => product_id}
			columns={[
				{ title: customers.name, cell: ({ name }) => name },
				{ title: words.price, isNumber: true, cell: priceOf },
				{
					title: payments.status,
					cell: ({ is_active }) => (
						<Status kind="item" value={is_active ? "active" : "inactive"} />
					),
				},
				{
					title: common.since,
					isExtra: true,
					isNumber: true,
					cell: ({ created_at }) => <Time at={created_at} />,
				},
			]}
			detail={(product) => (
				<>
					<h2 class="title">{product.name}</h2>
					<Facts
						facts={[
							[words.price, priceOf(product)],
							[payments.description, product.description],
							[
								payments.status,
								<Status
									kind="item"
									key="status"
									value={product.is_active ? "active" : "inactive"}
								/>,
							],
							[common.since, <Time key="since" at={product.created_at} />],
							[common.id, <code key="id">{product.product_id}</code>],
						]}
					/>
					<p>
						<a href={`${pathOf("checkout")}?search=${product.product_id}`}>
							{checkout.sessions}
						</a>
					</p>
					<Section title={common.object}>
						<Json value={product} label={common.object} />
					</Section>
				</>
			)}
		/>
	);
}

/** A product's price is in the currency itself. */
function priceOf({ price, currency_code }: Product): string {
	return formatAmount(price * 10 ** decimalsOf(currency_code), currency_code);
}
