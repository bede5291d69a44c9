/** The clock: advance it, and watch what becomes due. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { clock, listen, type StreamMessages } from "../data/live.ts";
import { useAction, useQuery } from "../data/query.ts";
import { formatTime, messages, plural } from "../i18n.ts";
import { useNow } from "../layout.tsx";
import {
	Button,
	Empty,
	Problem,
	Section,
	Status,
	SubmitButton,
	Time,
} from "../parts/basics.tsx";
import { TextField } from "../parts/fields.tsx";
import { Table } from "../parts/list.tsx";
import { itemPath, pathOf } from "../routes.ts";

/** Steps, as ISO 8601 durations. */
const STEPS = ["PT1H", "P1D", "P1W", "P1M", "P1Y"] as const;

/** The items that jobs are about. */
const ITEM_OF: Record<string, string> = {
	settlement: "transaction",
	session_expiry: "checkout_session",
	subscription_expiry: "subscription",
	charge: "subscription",
	delivery: "event",
};

/** Events that are kept while the clock advances. */
const MOST = 200;

type Happened = StreamMessages["events"]["events"][number];

export default function ClockPage() {
	const { clock: words, common } = messages();
	const now = useNow();
	const state = clock.value;
	const [to, setTo] = useState("");
	const stop = useRef<AbortController | undefined>(undefined);
	const { happened, clear } = useHappened();
	const advance = useAction(async (target: { by: string } | { to: string }) => {
		clear();
		stop.current = new AbortController();
		await control.clock
			.advance(target, { signal: stop.current.signal })
			.catch((error) => {
				// Stopping it is no error.
				if (!stop.current?.signal.aborted) throw error;
			});
	});
	const isAdvancing = advance.isBusy || state?.advance !== undefined;
	const end = useAction(async () => {
		if (advance.isBusy) return stop.current?.abort();
		// Another tab or program has started it, and a freeze ends it.
		await control.clock.freeze();
		if (!state?.frozen) await control.clock.resume();
	});
	const setGoing = useAction(async (isGoing: boolean) =>
		isGoing ? control.clock.resume() : control.clock.freeze(),
	);
	return (
		<>
			{now && (
				<p class="now">
					<time dateTime={now.toISOString()}>
						{formatTime(now, { dateStyle: "full", timeStyle: "medium" })}
					</time>{" "}
					<small>UTC</small>{" "}
					{state?.frozen && <Status kind="clock" value="frozen" />}
				</p>
			)}
			<div class="actions">
				{STEPS.map((step) => (
					<Button
						key={step}
						kind="main"
						isDisabled={isAdvancing}
						onClick={() => advance.run({ by: step })}
					>
						{words.steps[step]}
					</Button>
				))}
				<Button
					isBusy={setGoing.isBusy}
					onClick={() => setGoing.run(state?.frozen ?? false)}
				>
					{state?.frozen ? words.resume : words.freeze}
				</Button>
			</div>
			<form
				class="row"
				onSubmit={(event) => {
					event.preventDefault();
					advance.run({ to: new Date(`${to}Z`).toISOString() });
				}}
			>
				<TextField
					label={words.to}
					type="datetime-local"
					required
					value={to}
					onChange={setTo}
				/>
				<SubmitButton isBusy={isAdvancing} kind="plain">
					{words.advance}
				</SubmitButton>
			</form>
			<Problem error={advance.error ?? end.error ?? setGoing.error} />
			{isAdvancing && <Progress onStop={() => end.run()} />}
			{happened.length > 0 && (
				<Section title={words.happened}>
					<ol class="happened" aria-live="polite">
						{happened.map(({ event_id, event_type, created_at }) => (
							<li key={event_id}>
								<Time at={created_at} />{" "}
								<a href={pathOf("events", event_id)}>{event_type}</a>
							</li>
						))}
					</ol>
				</Section>
			)}
			<Section title={words.upcoming}>
				<Upcoming none={common.none} />
			</Section>
		</>
	);
}

/** The events since the page was opened, or since the clock was last advanced, newest first. */
function useHappened() {
	const [happened, setHappened] = useState<readonly Happened[]>([]);
	useEffect(
		() =>
			listen("events", ({ events }) =>
				setHappened((before) =>
					[...events.toReversed(), ...before].slice(0, MOST),
				),
			),
		[],
	);
	return { happened, clear: () => setHappened([]) };
}

/** How far an advance has come. */
function Progress({ onStop }: { onStop: () => void }) {
	const { clock: words } = messages();
	const { now, advance } = clock.value ?? {};
	const from = Date.parse(advance?.from ?? "");
	const to = Date.parse(advance?.to ?? "");
	const share =
		advance && now ? (Date.parse(now) - from) / (to - from || 1) : 0;
	return (
		<div class="progress">
			<progress value={share} max={1} aria-label={words.advancing} />
			{advance && (
				<p role="status">
					{words.until} <Time at={advance.to} /> ·{" "}
					{plural(words.jobs, advance.jobs)}
				</p>
			)}
			<Button kind="danger" onClick={onStop}>
				{words.stop}
			</Button>
		</div>
	);
}

/** What becomes due next. */
function Upcoming({ none }: { none: string }) {
	const { clock: words } = messages();
	const { query } = useLocation();
	const of = query.merchant ? { merchant_id: query.merchant } : {};
	const { data, error } = useQuery(
		async () => (await control.clock.listUpcoming({ ...of, limit: 30 })).data,
		[query.merchant],
		["events", "clock", "deliveries", "requests"],
	);
	if (error !== undefined) return <Problem error={error} />;
	if (!data) return null;
	if (data.length === 0) return <Empty>{none}</Empty>;
	const jobs: Record<string, string> = words.kinds;
	return (
		<Table
			caption={words.upcoming}
			items={data}
			idOf={({ kind, resource_id }) => `${kind} ${resource_id}`}
			hrefOf={({ kind, resource_id }) =>
				itemPath(ITEM_OF[kind] ?? "", resource_id) ?? pathOf("clock")
			}
			columns={[
				{ title: words.what, cell: ({ kind }) => jobs[kind] ?? kind },
				{
					title: words.item,
					isExtra: true,
					cell: ({ resource_id }) => <code>{resource_id}</code>,
				},
				{
					title: words.at,
					isNumber: true,
					cell: ({ due_at }) => <Time at={due_at} />,
				},
			]}
		/>
	);
}
