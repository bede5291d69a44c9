/** Endpoints: register, test, switch off, delete. */
import type { components } from "@lomi/control";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { apiOf, control } from "../data/clients.ts";
import { useAction, useQuery } from "../data/query.ts";
import { info, loadCatalogue, merchantOf } from "../data/sandbox.ts";
import { messages } from "../i18n.ts";
import { useMerchant } from "../layout.tsx";
import {
	Button,
	Copyable,
	Empty,
	Facts,
	Problem,
	Section,
	Status,
	SubmitButton,
	Time,
} from "../parts/basics.tsx";
import { explainDelivery } from "../parts/delivery.ts";
import { ConfirmButton } from "../parts/dialog.tsx";
import { CheckField, TextField } from "../parts/fields.tsx";
import { ItemsPage, Table } from "../parts/list.tsx";
import { pathOf } from "../routes.ts";

type Webhook = components["schemas"]["WebhookRecord"];

/** The API of the merchant that an endpoint is of. */
function apiFor(merchant_id: string | undefined) {
	const key = merchantOf(merchant_id)?.api_keys[0] ?? "";
	return apiOf(key, info.value?.api_url ?? "");
}

export default function WebhooksPage({ id }: { id: string | undefined }) {
	const { webhooks: words, payments } = messages();
	return (
		<ItemsPage<Webhook>
			page="webhooks"
			id={id}
			kinds={["deliveries", "requests"]}
			load={(query) => control.webhooks.list(query)}
			idOf={(webhook) => webhook.id}
			before={<NewEndpoint />}
			columns={[
				{
					title: words.url,
					cell: ({ url }) => <span class="path">{url}</span>,
				},
				{
					title: payments.status,
					cell: ({ active }) => (
						<Status kind="item" value={active ? "active" : "inactive"} />
					),
				},
				{
					title: words.events,
					isExtra: true,
					isNumber: true,
					cell: ({ events }) => events.length,
				},
			]}
			detail={(webhook, reload) => <Detail webhook={webhook} reload={reload} />}
		/>
	);
}

function Detail({ webhook, reload }: { webhook: Webhook; reload: () => void }) {
	const { webhooks: words, common } = messages();
	const { route } = useLocation();
	const { id, merchant_id, active } = webhook;
	const act = useAction(async (action: () => Promise<unknown>) => {
		await action();
		reload();
	});
	const { data: deliveries } = useQuery(
		async () =>
			(await control.deliveries.list({ webhook_id: id, limit: 20 })).data,
		[id],
		["deliveries"],
	);
	return (
		<>
			<h2 class="title path">{webhook.url}</h2>
			<div class="actions">
				<Button
					kind="main"
					isBusy={act.isBusy}
					onClick={() => act.run(() => apiFor(merchant_id).webhooks.test(id))}
				>
					{words.test}
				</Button>
				<Button
					isBusy={act.isBusy}
					onClick={() =>
						act.run(() =>
							apiFor(merchant_id).webhooks.update(id, { is_active: !active }),
						)
					}
				>
					{active ? words.turnOff : words.turnOn}
				</Button>
				<ConfirmButton
					label={common.delete}
					title={words.deleteTitle}
					confirm={common.delete}
					onConfirm={async () => {
						await apiFor(merchant_id).webhooks.delete(id);
						route(pathOf("webhooks"));
						reload();
					}}
				>
					<p>{words.deleteQuestion}</p>
				</ConfirmButton>
			</div>
			<Problem error={act.error} />
			<Facts
				facts={[
					[
						common.status,
						<Status
							kind="item"
							key="s"
							value={active ? "active" : "inactive"}
						/>,
					],
					[words.events, webhook.events.join(", ")],
					[words.description, webhook.description],
					[common.since, <Time key="since" at={webhook.created_at} />],
					[common.id, <code key="id">{id}</code>],
				]}
			/>
			<Section title={words.deliveries}>
				{deliveries?.length === 0 && <Empty>{common.none}</Empty>}
				{deliveries && deliveries.length > 0 && (
					<Table
						caption={words.deliveries}
						items={deliveries}
						idOf={({ event_id }) => event_id}
						hrefOf={({ event_id }) => pathOf("events", event_id)}
						columns={[
							{ title: words.event, cell: ({ event_type }) => event_type },
							{
								title: common.status,
								cell: (delivery) => (
									<>
										<Status kind="delivery" value={delivery.status} />
										{delivery.status !== "delivered" && (
											<small> {explainDelivery(delivery)}</small>
										)}
									</>
								),
							},
							{
								title: common.time,
								isExtra: true,
								isNumber: true,
								cell: ({ updated_at }) => <Time at={updated_at} />,
							},
						]}
					/>
				)}
			</Section>
		</>
	);
}

/** Registers an endpoint, and shows its secret this once. */
function NewEndpoint() {
	const { webhooks: words } = messages();
	const merchant = useMerchant();
	const { data: catalogue } = useQuery(loadCatalogue, []);
	const names = (catalogue?.events ?? [])
		.filter(({ is_authorizable }) => is_authorizable)
		.map(({ event }) => event);
	const [url, setUrl] = useState("");
	const [without, setWithout] = useState<readonly string[]>([]);
	const [secret, setSecret] = useState<string | undefined>();
	const create = useAction(async () => {
		const chosen = names.filter((name) => !without.includes(name));
		const created = await apiFor(merchant?.merchant_id).webhooks.create({
			url,
			authorized_events: chosen as never,
		});
		setSecret(created.secret);
		setUrl("");
	});
	return (
		<details class="panel">
			<summary>{words.add}</summary>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					create.run();
				}}
			>
				<TextField
					label={words.url}
					type="url"
					required
					placeholder="http://127.0.0.1:3000/webhooks"
					value={url}
					onChange={setUrl}
				/>
				<fieldset>
					<legend>{words.events}</legend>
					{names.map((name) => (
						<CheckField
							key={name}
							label={name}
							isOn={!without.includes(name)}
							onChange={(isOn) =>
								setWithout(
									isOn
										? without.filter((each) => each !== name)
										: [...without, name],
								)
							}
						/>
					))}
				</fieldset>
				<div class="actions">
					<SubmitButton isBusy={create.isBusy}>{words.add}</SubmitButton>
				</div>
				<Problem error={create.error} />
				{secret && (
					<p class="notice good" role="status">
						{words.secret} <Copyable text={secret} label={words.secret} />
					</p>
				)}
			</form>
		</details>
	);
}
