/** Lists of items, a page of them at a time, beside the one that is open. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { StreamKind } from "../data/live.ts";
import { type Query, useQuery } from "../data/query.ts";
import { messages } from "../i18n.ts";
import { type Page, pathOf, withQuery } from "../routes.ts";
import { Empty, Problem } from "./basics.tsx";
import { SearchField, Select } from "./fields.tsx";

export interface Column<Item> {
	title: string;
	cell(item: Item): ComponentChildren;
	/** Hidden where there is little room. */
	isExtra?: boolean;
	isNumber?: boolean;
}

/** A page of a list. */
export interface Slice<Item> {
	data: readonly Item[];
	/** The cursor of the next one; null at the end. */
	next: string | null;
}

/** What a list is asked for. */
export interface ListQuery {
	limit: number;
	id?: string;
	before?: string;
	merchant_id?: string;
	search?: string;
}

/** Items on one page. */
export const PAGE_SIZE = 50;

/** The address' query, and a function that changes it. */
export function useUrlQuery() {
	const { url, query, route } = useLocation();
	return {
		url,
		query,
		set: (changes: Record<string, string | null>) =>
			route(withQuery(url, changes), true),
	};
}

export function Table<Item>({
	caption,
	columns,
	items,
	idOf,
	hrefOf,
	current,
}: {
	caption: string;
	columns: readonly Column<Item>[];
	items: readonly Item[];
	idOf: (item: Item) => string;
	/** The address of an item, for the first column. */
	hrefOf?: (item: Item) => string;
	/** ID of the item that is open. */
	current?: string | undefined;
}) {
	const classOf = ({ isExtra, isNumber }: Column<Item>) =>
		[isExtra && "extra", isNumber && "number"].filter(Boolean).join(" ");
	return (
		<table class={hrefOf && "linked"}>
			<caption class="hidden">{caption}</caption>
			<thead>
				<tr>
					{columns.map((column) => (
						<th key={column.title} scope="col" class={classOf(column)}>
							{column.title}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{items.map((item) => {
					const id = idOf(item);
					const isCurrent = id === current;
					return (
						<tr key={id} class={isCurrent ? "current" : undefined}>
							{columns.map((column, index) => (
								<td key={column.title} class={classOf(column)}>
									{index === 0 && hrefOf ? (
										<a
											href={hrefOf(item)}
											aria-current={isCurrent ? "true" : undefined}
										>
											{column.cell(item) || <code>{id}</code>}
										</a>
									) : (
										column.cell(item)
									)}
								</td>
							))}
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}

/** Links to the next page and back to the first. */
export function Pager({ next }: { next: string | null }) {
	const { older, newest } = messages().common;
	const { url, query } = useLocation();
	if (!next && !query.before) return null;
	return (
		<nav class="pager" aria-label={messages().common.pages}>
			{query.before ? <a href={withQuery(url, {})}>{newest}</a> : <span />}
			{next && <a href={withQuery(url, { before: next })}>{older}</a>}
		</nav>
	);
}

/** A list beside the item that is open; on a phone one of them. */
export function Split({
	page,
	id,
	list,
	children,
}: {
	page: Page;
	id: string | undefined;
	list: ComponentChildren;
	/** The item. */
	children: ComponentChildren;
}) {
	const { url, route } = useLocation();
	const { back, close } = messages().common;
	const href = pathOf(page) + new URL(url, location.origin).search;
	const detail = useRef<HTMLElement>(null);
	const listing = useRef<HTMLDivElement>(null);
	const last = useRef(id);
	// What was focused may be hidden now, or gone: reading goes on where the item is, or was in the list.
	useEffect(() => {
		const closed = id === undefined ? last.current : undefined;
		last.current = id;
		const focused = document.activeElement;
		const isLost =
			focused === document.body ||
			(focused instanceof HTMLElement && focused.offsetParent === null);
		if (!isLost) return;
		const row =
			closed !== undefined &&
			listing.current?.querySelector<HTMLElement>(
				`a[href^="${pathOf(page, closed)}"]`,
			);
		(row || detail.current || listing.current)?.focus({ preventScroll: true });
	}, [id, page]);
	useEffect(() => {
		if (id === undefined) return;
		const close = ({ key, target }: KeyboardEvent) => {
			const isElsewhere =
				target instanceof HTMLElement &&
				target.closest("dialog, input, textarea, select");
			if (key === "Escape" && !isElsewhere) route(href);
		};
		addEventListener("keydown", close);
		return () => removeEventListener("keydown", close);
	}, [id, href, route]);
	if (id === undefined)
		return (
			<div>
				<div class="list" ref={listing} tabIndex={-1}>
					{list}
				</div>
			</div>
		);
	return (
		<div class="split">
			<div class="list" ref={listing} tabIndex={-1}>
				{list}
			</div>
			<article class="detail" ref={detail} tabIndex={-1}>
				<p class="back">
					<a href={href}>
						<span class="narrow">← {back}</span>
						<span class="broad">{close}</span>
					</a>
				</p>
				{children}
			</article>
		</div>
	);
}

/** A filter by one of a few values, kept in the address. */
export interface Filter {
	name: string;
	label: string;
	options: readonly (readonly [string, string] | string)[];
}

/** Search and filters, kept in the address. */
export function Filters({
	filters,
	children,
}: {
	filters: readonly Filter[];
	children?: ComponentChildren;
}) {
	const { query, set } = useUrlQuery();
	const { search, any } = messages().common;
	return (
		<search class="filters">
			<SearchField
				label={search}
				value={query.search ?? ""}
				onChange={(text) => set({ search: text })}
			/>
			{filters.map(({ name, label, options }) => (
				<Select
					key={name}
					label={label}
					any={any}
					value={query[name] ?? ""}
					options={options}
					onChange={(value) => set({ [name]: value })}
				/>
			))}
			{children}
		</search>
	);
}

/** The query of a list as the address says it. @param filters Their names. */
export function listQuery(
	query: Record<string, string>,
	filters: readonly string[],
): ListQuery & Record<string, string | number> {
	const names = ["before", "search", ...filters];
	const chosen = names.flatMap((name) =>
		query[name] ? [[name, query[name]] as const] : [],
	);
	return {
		limit: PAGE_SIZE,
		...(query.merchant && { merchant_id: query.merchant }),
		...Object.fromEntries(chosen),
	};
}

/** A page with a list of items and the one that is open. */
export function ItemsPage<Item>({
	page,
	id,
	load,
	kinds = [],
	idOf,
	columns,
	filters = [],
	detail,
	before,
}: {
	page: Page;
	/** ID of the item that is open. */
	id: string | undefined;
	// biome-ignore lint/suspicious/noExplicitAny: filters' values come from the address, and the sandbox checks them.
	load: (query: any) => PromiseLike<Slice<Item>>;
	/** What changes the items. */
	kinds?: readonly StreamKind[];
	idOf: (item: Item) => string;
	columns: readonly Column<Item>[];
	filters?: readonly Filter[];
	detail: (item: Item, reload: () => void) => ComponentChildren;
	/** What stands above the list. */
	before?: ComponentChildren;
}) {
	const { url, query } = useLocation();
	const { nav, common } = messages();
	const wanted = listQuery(
		query,
		filters.map(({ name }) => name),
	);
	const list = useQuery(
		async () => load(wanted),
		[page, JSON.stringify(wanted)],
		kinds,
	);
	const { search } = new URL(url, location.origin);
	return (
		<Split
			page={page}
			id={id}
			list={
				<>
					{before}
					<Filters filters={filters} />
					<Problem error={list.error} />
					{list.data &&
						(list.data.data.length > 0 ? (
							<Table
								caption={nav[page]}
								columns={columns}
								items={list.data.data}
								idOf={idOf}
								hrefOf={(item) => pathOf(page, idOf(item)) + search}
								current={id}
							/>
						) : (
							<Empty>{common.none}</Empty>
						))}
					{(list.data ?? list.error) && (
						<Pager next={list.data?.next ?? null} />
					)}
				</>
			}
		>
			{id !== undefined && (
				<Item
					key={id}
					id={id}
					kinds={kinds}
					load={async () => (await load({ id, limit: 1 })).data[0]}
					onChange={list.reload}
				>
					{detail}
				</Item>
			)}
		</Split>
	);
}

/** An item by ID, loaded again when it may have changed. */
export function Item<Item>({
	id,
	load,
	kinds,
	onChange,
	children,
}: {
	id: string;
	load: () => Promise<Item | undefined>;
	kinds: readonly StreamKind[];
	/** Called when the item was changed on the page. */
	onChange?: () => void;
	children: (item: Item, reload: () => void) => ComponentChildren;
}) {
	const { data, error, isLoading, reload }: Query<Item | undefined> = useQuery(
		load,
		[id],
		kinds,
	);
	if (error !== undefined) return <Problem error={error} />;
	if (data === undefined)
		return isLoading ? null : <Empty>{messages().common.unknown}</Empty>;
	return (
		<>
			{children(data, () => {
				reload();
				onChange?.();
			})}
		</>
	);
}
