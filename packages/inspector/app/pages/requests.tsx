/** Requests to the API, as they arrive. */
import type { components } from "@lomi/control";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { listen } from "../data/live.ts";
import { useQuery } from "../data/query.ts";
import { info, loadCatalogue } from "../data/sandbox.ts";
import { formatDuration, messages, plural } from "../i18n.ts";
import { Button, CopyButton, Empty, Problem, Time } from "../parts/basics.tsx";
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
import { RequestDetail } from "../parts/request-detail.tsx";
import { Code, classOf } from "../parts/request-status.tsx";
import { pathOf } from "../routes.ts";

/** What a row shows. */
type Row = components["schemas"]["RequestSummary"];

/** Names of the filters, in the address and in the control plane. */
const FILTERS = ["status_class", "method", "resource", "operation"] as const;

export default function RequestsPage({ id }: { id: string | undefined }) {
	const { query, url } = useLocation();
	const { requests: words, nav, common } = messages();
	const { data: catalogue } = useQuery(loadCatalogue, []);
	const operations = catalogue?.operations ?? [];
	const { rows, next, error, missed, reload } = useRequests(query);
	const filters: Filter[] = [
		{
			name: "status_class",
			label: words.status,
			options: Object.entries(words.classes),
		},
		{
			name: "method",
			label: words.method,
			options: [
				...new Set([
					...operations.map(({ method }) => method),
					// Others can be sent, too.
					...(rows ?? []).map(({ method }) => method),
					...(query.method ? [query.method] : []),
				]),
			],
		},
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
function useRequests(query: Record<string, string>) {
	const wanted = listQuery(query, FILTERS);
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
	// Rows that new ones have pushed out begin the next page.
	const isPushedOut =
		rows !== undefined && fresh.length + (data?.data.length ?? 0) > rows.length;
	const next = isPushedOut ? rows.at(-1)?.request_id : data?.next;
	return { rows, next: next ?? null, error, missed, reload };
}

function fits(row: Row, query: Record<string, string>): boolean {
	const { status_class, method, operation } = query;
	return (
		(!status_class || classOf(row.status) === status_class) &&
		(!method || row.method === method) &&
		(!operation || row.operation === operation)
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
