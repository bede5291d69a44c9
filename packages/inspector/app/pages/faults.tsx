/** Faults: what is to go wrong. */
import type { components } from "@lomi/control";
import { useState } from "preact/hooks";
import { control } from "../data/clients.ts";
import { useAction, useQuery } from "../data/query.ts";
import { loadCatalogue } from "../data/sandbox.ts";
import { fill, messages, plural } from "../i18n.ts";
import {
	Button,
	Empty,
	Problem,
	Section,
	SubmitButton,
} from "../parts/basics.tsx";
import { CheckField, Select, TextField } from "../parts/fields.tsx";

type Schemas = components["schemas"];
type Fault = Schemas["Fault"];
type FaultCreate = Schemas["FaultCreate"];

export default function FaultsPage() {
	const { faults: words, common } = messages();
	const list = useQuery(
		async () => (await control.faults.list()).data,
		[],
		["requests", "deliveries", "faults"],
	);
	const change = useAction(async (act: () => Promise<unknown>) => {
		await act();
		list.reload();
	});
	return (
		<>
			<p class="lead">{words.lead}</p>
			<Problem error={list.error ?? change.error} />
			{list.data?.length === 0 && <Empty>{words.none}</Empty>}
			{list.data && list.data.length > 0 && (
				<ul class="rules">
					{list.data.map((fault) => (
						<li key={fault.fault_id}>
							<CheckField
								isSwitch
								label={<Rule fault={fault} />}
								isOn={fault.enabled}
								isBusy={change.isBusy}
								onChange={(enabled) =>
									change.run(() =>
										control.faults.update(fault.fault_id, { enabled }),
									)
								}
							/>
							<Button
								kind="danger"
								isBusy={change.isBusy}
								label={`${common.delete}: ${fault.fault_id}`}
								onClick={() =>
									change.run(() => control.faults.delete(fault.fault_id))
								}
							>
								{common.delete}
							</Button>
						</li>
					))}
				</ul>
			)}
			<Section title={words.forRequests}>
				<RequestForm onCreated={list.reload} />
			</Section>
			<Section title={words.forDeliveries}>
				<DeliveryForm onCreated={list.reload} />
			</Section>
		</>
	);
}

/** A rule in words. */
function Rule({ fault }: { fault: Fault }) {
	const words = messages().faults;
	const what =
		fault.kind === "request"
			? (fault.operation ?? words.everyRequest)
			: (fault.event ?? words.everyDelivery);
	return (
		<span>
			<b>{what}</b> {effectsOf(fault).join(", ")}{" "}
			<small>
				{fault.fault_id} ·{" "}
				{fault.times ? plural(words.times, fault.times) : words.always} ·{" "}
				{plural(words.hits, fault.hits)}
			</small>
		</span>
	);
}

function effectsOf(fault: Fault): string[] {
	const words = messages().faults;
	const effects: (string | false | undefined)[] =
		fault.kind === "request"
			? [
					fault.status !== undefined &&
						fill(words.answers, { status: fault.status }),
					fault.drop && words.drops[fault.drop],
					fault.latency && words.slow,
				]
			: [
					fault.duplicate && words.duplicate,
					fault.reorder && words.reorder,
					fault.wrong_signature && words.wrongSignature,
					fault.delay_ms !== undefined && words.delayed,
				];
	return effects.filter((each) => typeof each === "string");
}

function useCreate(onCreated: () => void) {
	return useAction(async (fault: FaultCreate) => {
		await control.faults.create(fault);
		onCreated();
	});
}

/** A whole number that was typed; undefined if nothing was. */
function whole(text: string): number | undefined {
	return text.trim() === "" ? undefined : Math.round(Number(text));
}

function RequestForm({ onCreated }: { onCreated: () => void }) {
	const { faults: words } = messages();
	const { data: catalogue } = useQuery(loadCatalogue, []);
	const operations = catalogue?.operations ?? [];
	const [operation, setOperation] = useState("");
	const [effect, setEffect] = useState("503");
	const [times, setTimes] = useState("2");
	const [latency, setLatency] = useState("");
	const create = useCreate(onCreated);
	const asked = operations.filter(
		({ operation_id }) => operation === "" || operation_id === operation,
	);
	const statuses = [
		...new Set(
			asked.flatMap(({ errors }) => errors.map(({ status }) => String(status))),
		),
	].toSorted();
	return (
		<form
			class="row"
			onSubmit={(event) => {
				event.preventDefault();
				const status = statuses.includes(effect) ? Number(effect) : undefined;
				const drop =
					effect in words.drops ? (effect as "before" | "after") : undefined;
				const ms = whole(latency);
				const most = whole(times);
				create.run({
					kind: "request",
					...(operation && { operation }),
					...(status && { status }),
					...(drop && { drop }),
					...(ms && { latency: { distribution: "fixed", ms } }),
					...(most && { times: most }),
				});
			}}
		>
			<Select
				label={words.operation}
				any={words.everyRequest}
				value={operation}
				onChange={setOperation}
				options={operations.map(({ operation_id }) => operation_id)}
			/>
			<Select
				label={words.effect}
				any={words.noError}
				value={effect}
				onChange={setEffect}
				options={[
					...statuses.map(
						(each) => [each, fill(words.answers, { status: each })] as const,
					),
					...Object.entries(words.drops),
				]}
			/>
			<TextField
				label={words.latency}
				type="number"
				min={0}
				value={latency}
				onChange={setLatency}
			/>
			<TextField
				label={words.howOften}
				type="number"
				min={1}
				value={times}
				onChange={setTimes}
			/>
			<SubmitButton isBusy={create.isBusy}>{words.add}</SubmitButton>
			<Problem error={create.error} />
		</form>
	);
}

function DeliveryForm({ onCreated }: { onCreated: () => void }) {
	const { faults: words } = messages();
	const { data: catalogue } = useQuery(loadCatalogue, []);
	const [event, setEvent] = useState("");
	const [effects, setEffects] = useState({
		duplicate: true,
		reorder: false,
		wrong_signature: false,
	});
	const [delay, setDelay] = useState("");
	const [times, setTimes] = useState("");
	const create = useCreate(onCreated);
	const labels = {
		duplicate: words.duplicate,
		reorder: words.reorder,
		wrong_signature: words.wrongSignature,
	};
	return (
		<form
			class="row"
			onSubmit={(submitted) => {
				submitted.preventDefault();
				const ms = whole(delay);
				const most = whole(times);
				create.run({
					kind: "delivery",
					...(event && { event }),
					...effects,
					...(ms && { delay_ms: ms }),
					...(most && { times: most }),
				});
			}}
		>
			<Select
				label={words.event}
				any={words.everyDelivery}
				value={event}
				onChange={setEvent}
				options={(catalogue?.events ?? []).map((each) => each.event)}
			/>
			<fieldset>
				<legend>{words.effect}</legend>
				{(Object.keys(labels) as (keyof typeof labels)[]).map((name) => (
					<CheckField
						key={name}
						label={labels[name]}
						isOn={effects[name]}
						onChange={(isOn) => setEffects({ ...effects, [name]: isOn })}
					/>
				))}
			</fieldset>
			<TextField
				label={words.latency}
				type="number"
				min={1}
				value={delay}
				onChange={setDelay}
			/>
			<TextField
				label={words.howOften}
				type="number"
				min={1}
				value={times}
				onChange={setTimes}
			/>
			<SubmitButton isBusy={create.isBusy}>{words.add}</SubmitButton>
			<Problem error={create.error} />
		</form>
	);
}
