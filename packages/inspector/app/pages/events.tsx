/** Events and their deliveries; sending and resending them. */
import type { components } from "@lomi/control";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { useAction, useQuery } from "../data/query.ts";
import { loadCatalogue } from "../data/sandbox.ts";
import { formatDuration, messages } from "../i18n.ts";
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
import { JsonField, Select } from "../parts/fields.tsx";
import { Json } from "../parts/json.tsx";
import {
	type Filter,
	Filters,
	Item,
	listQuery,
	Pager,
	Split,
	Table,
} from "../parts/list.tsx";
import { pathOf } from "../routes.ts";

type Schemas = components["schemas"];
type EventDetail = Schemas["EventDetails"];
type Delivery = EventDetail["deliveries"][number];

export default function EventsPage({ id }: { id: string | undefined }) {
	const { query, url } = useLocation();
	const { webhooks: words, nav, common } = messages();
	const { data: catalogue } = useQuery(loadCatalogue, []);
	const filters: Filter[] = [
		{
			name: "event",
			label: words.event,
			options: (catalogue?.events ?? []).map(({ event }) => event),
		},
	];
	const wanted = listQuery(query, ["event"]);
	const { data, error, reload } = useQuery(
		async () => control.events.list(wanted as never),
		[JSON.stringify(wanted)],
		["events", "deliveries"],
	);
	const { search } = new URL(url, location.origin);
	return (
		<Split
			page="events"
			id={id}
			list={
				<>
					<SendEvent onSent={reload} />
					<Filters filters={filters} />
					<Problem error={error} />
					{data && data.data.length === 0 && <Empty>{common.none}</Empty>}
					{data && data.data.length > 0 && (
						<Table
							caption={nav.events}
							items={data.data}
							idOf={({ event_id }) => event_id}
							hrefOf={({ event_id }) => pathOf("events", event_id) + search}
							current={id}
							columns={[
								{ title: words.event, cell: ({ event_type }) => event_type },
								{
									title: words.deliveries,
									cell: ({ deliveries }) => (
										<States states={deliveries.map(({ status }) => status)} />
									),
								},
								{
									title: common.id,
									isExtra: true,
									cell: ({ event_id }) => <code>{event_id}</code>,
								},
								{
									title: common.time,
									isExtra: true,
									isNumber: true,
									cell: ({ created_at }) => <Time at={created_at} />,
								},
							]}
						/>
					)}
					{(data ?? error) && <Pager next={data?.next ?? null} />}
				</>
			}
		>
			{id !== undefined && (
				<Item
					key={id}
					id={id}
					kinds={["deliveries"]}
					load={async () => (await control.events.get(id)).data}
				>
					{(event, reloadItem) => <Detail event={event} reload={reloadItem} />}
				</Item>
			)}
		</Split>
	);
}

/** How many deliveries have come how far. */
function States({ states }: { states: string[] }) {
	const counts = Object.entries(Object.groupBy(states, (state) => state));
	if (counts.length === 0) return <>–</>;
	return (
		<>
			{counts.map(([state, { length } = []]) => (
				<span key={state} class="states">
					<Status kind="delivery" value={state} /> {length > 1 &&
						`× ${length}`}{" "}
				</span>
			))}
		</>
	);
}

function Detail({ event, reload }: { event: EventDetail; reload: () => void }) {
	const { webhooks: words, common } = messages();
	const resend = useAction(async (webhook_id?: string) => {
		await control.events.resend(
			event.event_id,
			webhook_id ? { webhook_id } : {},
		);
		reload();
	});
	const [isEditing, setEditing] = useState(false);
	const payload = event.payload as { data?: unknown };
	return (
		<>
			<h2 class="title">{event.event_type}</h2>
			<p class="line">
				<Time at={event.created_at} />
			</p>
			<div class="actions">
				{event.deliveries.length > 0 && (
					<Button
						kind="main"
						isBusy={resend.isBusy}
						onClick={() => resend.run()}
					>
						{words.resend}
					</Button>
				)}
				<Button onClick={() => setEditing(!isEditing)}>
					{words.editAndSend}
				</Button>
			</div>
			<Problem error={resend.error} />
			{isEditing && (
				<EventForm
					event={event.event_type}
					data={payload.data}
					merchant_id={event.merchant_id}
					onSent={() => setEditing(false)}
				/>
			)}
			<Section title={words.deliveries}>
				{event.deliveries.length === 0 && <Empty>{words.noEndpoint}</Empty>}
				{event.deliveries.map((delivery) => (
					<DeliveryDetail
						key={delivery.webhook_id}
						delivery={delivery}
						onResend={() => resend.run(delivery.webhook_id)}
						isBusy={resend.isBusy}
					/>
				))}
			</Section>
			<Section title={words.payload}>
				<Json value={event.payload} label={words.payload} />
			</Section>
			<Facts facts={[[common.id, <code key="id">{event.event_id}</code>]]} />
		</>
	);
}

function DeliveryDetail({
	delivery,
	onResend,
	isBusy,
}: {
	delivery: Delivery;
	onResend: () => void;
	isBusy: boolean;
}) {
	const { webhooks: words, common } = messages();
	const { webhook_id, url, status, due_at, signature, logs } = delivery;
	const why = status === "delivered" ? undefined : explainDelivery(delivery);
	return (
		<div class="delivery">
			<h3>
				<Status kind="delivery" value={status} />{" "}
				<a href={pathOf("webhooks", webhook_id)}>{url}</a>
			</h3>
			{why && <p class="notice">{why}</p>}
			<Facts
				facts={[
					[words.next, due_at && <Time key="due" at={due_at} />],
					[
						words.signature,
						<Copyable key="s" text={signature} label={words.signature} />,
					],
				]}
			/>
			{logs.length > 0 && (
				<Table
					caption={words.attempts}
					items={logs}
					idOf={({ id }) => id}
					columns={[
						{
							title: words.attempt,
							cell: ({ attempt_number }) => attempt_number,
						},
						{
							title: words.answer,
							cell: ({ response_status, response_text, success }) => (
								<>
									<span class={`status ${success ? "good" : "bad"}`}>
										{response_status ?? words.noAnswer}
									</span>
									{response_text && <pre class="answer">{response_text}</pre>}
								</>
							),
						},
						{
							title: words.duration,
							isExtra: true,
							isNumber: true,
							cell: ({ request_duration_ms }) =>
								request_duration_ms === null
									? "–"
									: formatDuration(request_duration_ms),
						},
						{
							title: common.time,
							isNumber: true,
							cell: ({ created_at }) => <Time at={created_at} />,
						},
					]}
				/>
			)}
			<div class="actions">
				<Button
					isBusy={isBusy}
					onClick={onResend}
					label={`${words.resend}: ${url}`}
				>
					{words.resend}
				</Button>
			</div>
		</div>
	);
}

/** Sends any event from its example. */
function SendEvent({ onSent }: { onSent: () => void }) {
	const { webhooks: words } = messages();
	const { data: catalogue } = useQuery(loadCatalogue, []);
	const merchant = useMerchant();
	const [name, setName] = useState("");
	const events = catalogue?.events ?? [];
	const chosen = events.find(({ event }) => event === name);
	return (
		<details class="panel">
			<summary>{words.send}</summary>
			<Select
				label={words.event}
				any={words.choose}
				value={name}
				onChange={setName}
				options={events.map(
					({ event, summary }) => [event, `${event}: ${summary}`] as const,
				)}
			/>
			{chosen && merchant && (
				<EventForm
					key={name}
					event={name}
					data={chosen.data}
					merchant_id={merchant.merchant_id}
					onSent={onSent}
				/>
			)}
		</details>
	);
}

/** An event's data to edit and send. */
function EventForm({
	event,
	data,
	merchant_id,
	onSent,
}: {
	event: string;
	data: unknown;
	merchant_id: string;
	onSent: () => void;
}) {
	const { webhooks: words } = messages();
	const { route } = useLocation();
	const [text, setText] = useState(JSON.stringify(data, null, 2));
	const send = useAction(async () => {
		const edited = JSON.parse(text);
		const { data: sent } = await control.events.send(
			{ event, data: edited },
			{ merchant_id },
		);
		onSent();
		route(pathOf("events", sent.event_id));
	});
	return (
		<form
			onSubmit={(submitted) => {
				submitted.preventDefault();
				send.run();
			}}
		>
			<JsonField label={words.data} value={text} onChange={setText} />
			<div class="actions">
				<SubmitButton isBusy={send.isBusy}>{words.sendNow}</SubmitButton>
			</div>
			<Problem error={send.error} />
		</form>
	);
}
