/** Requests to the API, as they arrive. */
import type { components } from "@lomi/control";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { listen } from "../data/live.ts";
import { useAction, useQuery } from "../data/query.ts";
import { info, loadCatalogue } from "../data/sandbox.ts";
import { formatDuration, messages, plural } from "../i18n.ts";
import {
	Button,
	CopyButton,
	Empty,
	Facts,
	Problem,
	Prose,
	Section,
	SubmitButton,
	Time,
} from "../parts/basics.tsx";
import { JsonField } from "../parts/fields.tsx";
import { Json } from "../parts/json.tsx";
import {
	type Filter,
	Filters,
	Item,
	listQuery,
	PAGE_SIZE,
	Pager,
	Split,
	Table,
} from "../parts/list.tsx";
import { pathOf } from "../routes.ts";

type Schemas = components["schemas"];
type Detail = Schemas["RequestDetail"];
/** What a row shows. */
type Row = Schemas["RequestSummary"];

const METHODS = ["GET", "POST", "PATCH", "DELETE"];

export default function RequestsPage({ id }: { id: string | undefined }) {
	const { query, url } = useLocation();
	const { requests: words, nav, common } = messages();
	const { data: catalogue } = useQuery(loadCatalogue, []);
	const operations = catalogue?.operations ?? [];
	const filters: Filter[] = [
		{
			name: "status_class",
			label: words.status,
			options: Object.entries(words.classes),
		},
		{ name: "method", label: words.method, options: METHODS },
		{
			name: "resource",
			label: words.resource,
			options: [...new Set(operations.map(({ resource }) => resource))],
		},
		{
			name: "operation",
			label: words.operation,
			options: operations.map(({ operation_id }) => operation_id),
		},
	];
	const { rows, next, error, missed, reload } = useRequests(query, filters);
	const { search } = new URL(url, location.origin);
	return (
		<Split
			page="requests"
			id={id}
			list={
				<>
					<Filters filters={filters} />
					<Problem error={error} />
					{missed > 0 && (
						<p class="notice" role="status">
							{plural(words.missed, missed)}{" "}
							<Button kind="quiet" onClick={reload}>
								{common.reload}
							</Button>
						</p>
					)}
					{rows && rows.length === 0 && <None />}
					{rows && rows.length > 0 && (
						<Table
							caption={nav.requests}
							items={rows}
							idOf={({ request_id }) => request_id}
							hrefOf={({ request_id }) =>
								pathOf("requests", request_id) + search
							}
							current={id}
							columns={[
								{
									title: words.request,
									cell: ({ method, path }) => (
										<>
											<span class={`method ${method.toLowerCase()}`}>
												{method}
											</span>{" "}
											<span class="path">{path}</span>
										</>
									),
								},
								{
									title: words.status,
									cell: ({ status }) => <Code status={status} />,
								},
								{
									title: words.operation,
									isExtra: true,
									cell: ({ operation }) => operation ?? "–",
								},
								{
									title: words.duration,
									isExtra: true,
									isNumber: true,
									cell: ({ duration_ms }) => formatDuration(duration_ms),
								},
								{
									title: common.time,
									isNumber: true,
									cell: ({ received_at }) => <Time at={received_at} isShort />,
								},
							]}
						/>
					)}
					<Pager next={next} />
				</>
			}
		>
			{id !== undefined && (
				<Item
					key={id}
					id={id}
					kinds={[]}
					load={async () => (await control.requests.get(id)).data}
				>
					{(request) => <RequestDetail request={request} />}
				</Item>
			)}
		</Split>
	);
}

/** The list of requests: live on its first page. */
function useRequests(query: Record<string, string>, filters: Filter[]) {
	const wanted = listQuery(query, filters);
	const key = JSON.stringify(wanted);
	const { data, error, reload } = useQuery(
		async () => control.requests.list(wanted as never),
		[key],
	);
	const [fresh, setFresh] = useState<readonly Row[]>([]);
	const [missed, setMissed] = useState(0);
	// New data contain the fresh rows.
	useEffect(() => {
		setFresh([]);
		setMissed(0);
	}, [data]);
	const isFirstPage = !query.before;
	// What needs more than a row to decide is asked of the sandbox.
	const isDecidable = !query.search && !query.resource && !query.merchant;
	// The key stands for the query.
	useEffect(() => {
		if (!isFirstPage) return;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const end = listen("requests", ({ requests, skipped }) => {
			if (!isDecidable) {
				timer ??= setTimeout(() => {
					timer = undefined;
					reload();
				}, 400);
				return;
			}
			const fitting = requests.filter((row) => fits(row, query)).reverse();
			if (fitting.length > 0)
				setFresh((before) => [...fitting, ...before].slice(0, PAGE_SIZE));
			if (skipped > 0) setMissed((before) => before + skipped);
		});
		return () => {
			clearTimeout(timer);
			end();
		};
	}, [key, isFirstPage, isDecidable, reload]);
	const known = new Set(fresh.map(({ request_id }) => request_id));
	const rows =
		data &&
		[
			...fresh,
			...data.data.filter(({ request_id }) => !known.has(request_id)),
		].slice(0, PAGE_SIZE);
	return { rows, next: data?.next ?? null, error, missed, reload };
}

function fits(row: Row, query: Record<string, string>): boolean {
	const { status_class, method, operation } = query;
	return (
		(!status_class || classOf(row.status) === status_class) &&
		(!method || row.method === method) &&
		(!operation || row.operation === operation)
	);
}

function classOf(
	status: number | null,
): keyof ReturnType<typeof messages>["requests"]["classes"] {
	if (status === null) return "dropped";
	if (status >= 500) return "server_error";
	return status >= 400 ? "client_error" : "success";
}

const TONES = {
	success: "good",
	client_error: "wait",
	server_error: "bad",
	dropped: "bad",
};

/** A response status. */
function Code({ status }: { status: number | null }) {
	const { classes } = messages().requests;
	const kind = classOf(status);
	return (
		<span class={`status ${TONES[kind]}`} title={classes[kind]}>
			{status ?? classes.dropped}
		</span>
	);
}

/** How to make the first request. */
function None() {
	const { requests: words, common } = messages();
	const { query } = useLocation();
	const isFiltered = Object.keys(query).some((name) => name !== "merchant");
	if (isFiltered) return <Empty>{common.none}</Empty>;
	const key = info.value?.merchants[0]?.api_keys[0];
	const command = `curl ${info.value?.api_url}/customers -H "X-API-Key: ${key}"`;
	return (
		<div class="empty">
			<p>{words.none}</p>
			<div class="code">
				<CopyButton text={command} />
				<pre>{command}</pre>
			</div>
		</div>
	);
}

function RequestDetail({ request }: { request: Detail }) {
	const { requests: words, common } = messages();
	const { route } = useLocation();
	const { explanation, events, fault_id, docs_path } = request;
	const docs = info.value?.docs_url;
	const docsUrl = (path: string | null | undefined) =>
		docs && path ? `${docs.replace(/\/$/, "")}/${path}` : undefined;
	const body = request.request_body;
	const [edited, setEdited] = useState<string | undefined>();
	const again = useAction(async (text: string | undefined) => {
		const { data } = await control.requests.resend(
			request.request_id,
			text === undefined ? {} : { body: JSON.parse(text) },
		);
		setEdited(undefined);
		route(pathOf("requests", data.request_id));
	});
	return (
		<>
			<h2 class="title">
				<span class={`method ${request.method.toLowerCase()}`}>
					{request.method}
				</span>{" "}
				<span class="path">{request.path}</span>
			</h2>
			<p class="line">
				<Code status={request.status} /> {formatDuration(request.duration_ms)} ·{" "}
				<Time at={request.received_at} />
			</p>
			{explanation && (
				<section class="notice explained" aria-label={words.explanation}>
					<h3>
						{explanation.code && <code>{explanation.code}</code>}{" "}
						{explanation.title}
					</h3>
					<p lang="en">
						<Prose text={explanation.meaning} />
					</p>
					<p lang="en">
						<strong lang={document.documentElement.lang}>{words.fix}</strong>{" "}
						<Prose text={explanation.fix} />
					</p>
					<DocsLink href={docsUrl(explanation.docs_path)}>
						{words.errorDocs}
					</DocsLink>
				</section>
			)}
			<div class="actions">
				<Button
					kind="main"
					isBusy={again.isBusy}
					onClick={() => again.run(undefined)}
				>
					{words.again}
				</Button>
				{body !== null && body !== undefined && (
					<Button
						onClick={() =>
							setEdited(
								edited === undefined
									? JSON.stringify(body, null, 2)
									: undefined,
							)
						}
					>
						{words.edit}
					</Button>
				)}
				<DocsLink href={docsUrl(docs_path)}>
					{request.operation ?? words.operation}
				</DocsLink>
			</div>
			{edited !== undefined && (
				<form
					onSubmit={(event) => {
						event.preventDefault();
						again.run(edited);
					}}
				>
					<JsonField label={words.body} value={edited} onChange={setEdited} />
					<div class="actions">
						<SubmitButton isBusy={again.isBusy}>
							{words.sendEdited}
						</SubmitButton>
					</div>
				</form>
			)}
			<Problem error={again.error} />
			{fault_id && (
				<p class="notice">
					{words.fault} <a href={pathOf("faults")}>{fault_id}</a>
				</p>
			)}
			{events.length > 0 && (
				<Section title={words.events}>
					<ul>
						{events.map(({ event_id, event_type }) => (
							<li key={event_id}>
								<a href={pathOf("events", event_id)}>{event_type}</a>{" "}
								<code>{event_id}</code>
							</li>
						))}
					</ul>
				</Section>
			)}
			{body !== null && body !== undefined && (
				<Section title={words.body}>
					<Json value={body} label={words.body} />
				</Section>
			)}
			<Section title={words.answer}>
				{request.response_body === null ? (
					<Empty>{words.noBody}</Empty>
				) : (
					<Json value={request.response_body} label={words.answer} />
				)}
			</Section>
			<Section title={words.headers}>
				<Facts facts={Object.entries(request.request_headers)} />
			</Section>
			<Samples samples={request.samples} />
			<Facts
				facts={[[common.id, <code key="id">{request.request_id}</code>]]}
			/>
		</>
	);
}

function DocsLink({
	href,
	children,
}: {
	href: string | undefined;
	children: string;
}) {
	if (!href) return null;
	return (
		<a href={href} target="_blank" rel="noopener" class="docs">
			{children} ↗
		</a>
	);
}

/** The request as code, in the languages of the docs. */
function Samples({ samples }: { samples: Detail["samples"] }) {
	const words = messages().requests;
	const [chosen, setChosen] = useState(samples[0]?.language);
	const sample =
		samples.find(({ language }) => language === chosen) ?? samples[0];
	if (!sample) return null;
	return (
		<Section title={words.copyAs}>
			<fieldset class="tabs">
				<legend class="hidden">{words.copyAs}</legend>
				{samples.map(({ language, label }) => (
					<button
						key={language}
						type="button"
						aria-pressed={language === sample.language}
						onClick={() => setChosen(language)}
					>
						{label}
					</button>
				))}
			</fieldset>
			<div class="code">
				<CopyButton text={sample.source} label={sample.label} />
				<pre>{sample.source}</pre>
			</div>
		</Section>
	);
}
