/** The search over all IDs, names and order numbers. */
import type { components } from "@lomi/control";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { messages } from "../i18n.ts";
import { itemPath, withQuery } from "../routes.ts";

type Hit = components["schemas"]["SearchResult"];

/** Milliseconds without a keystroke after which a search begins. */
const TYPING = 150;

/** Characters that are searched for. */
const LONGEST = 200;

export function Search() {
	const { route, query } = useLocation();
	const words = messages().search;
	const kinds: Record<string, string> = words.kinds;
	const [text, setText] = useState("");
	const [hits, setHits] = useState<readonly Hit[] | undefined>();
	const [active, setActive] = useState(0);
	const input = useRef<HTMLInputElement>(null);
	const wanted = text.trim().slice(0, LONGEST);

	useEffect(() => {
		const focus = (event: KeyboardEvent) => {
			const { target } = event;
			const isTyping =
				target instanceof HTMLElement &&
				target.closest("input, textarea, select");
			if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping)
				return;
			event.preventDefault();
			input.current?.focus();
		};
		addEventListener("keydown", focus);
		return () => removeEventListener("keydown", focus);
	}, []);

	useEffect(() => {
		setHits(undefined);
		if (wanted === "") return;
		let isCurrent = true;
		const timer = setTimeout(async () => {
			const { data } = await control.search
				.searchData({ query: wanted, limit: 12 })
				.catch(() => ({ data: [] }));
			if (!isCurrent) return;
			setHits(data);
			setActive(0);
		}, TYPING);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [wanted]);

	const close = () => {
		setText("");
		input.current?.blur();
	};
	const hrefOf = ({ kind, id, merchant_id }: Hit) => {
		const path = itemPath(kind, id);
		if (!path) return merchant_id ? `/?merchant=${merchant_id}` : "/";
		// The merchant that was chosen stays so, unless it is another one's.
		const isSame = merchant_id === query.merchant;
		return withQuery(path, { merchant: isSame ? merchant_id : null });
	};
	const open = (hit: Hit | undefined) => {
		if (!hit) return;
		route(hrefOf(hit));
		close();
	};
	const move = (by: number) =>
		setActive((at) => {
			const count = hits?.length ?? 0;
			return count === 0 ? 0 : (at + by + count) % count;
		});

	const isOpen = hits !== undefined && wanted !== "";
	return (
		<search class="search">
			<input
				ref={input}
				type="text"
				inputMode="search"
				role="combobox"
				aria-label={words.label}
				aria-keyshortcuts="/"
				aria-expanded={isOpen}
				aria-controls="hits"
				aria-autocomplete="list"
				aria-activedescendant={
					isOpen && hits.length > 0 ? `hit-${active}` : undefined
				}
				autocomplete="off"
				spellcheck={false}
				placeholder={words.placeholder}
				value={text}
				onInput={({ currentTarget }) => setText(currentTarget.value)}
				onBlur={({ relatedTarget }) => {
					if (!(relatedTarget instanceof HTMLAnchorElement)) setText("");
				}}
				onKeyDown={(event) => {
					if (event.key === "ArrowDown") move(1);
					else if (event.key === "ArrowUp") move(-1);
					else if (event.key === "Enter") open(hits?.[active]);
					else if (event.key === "Escape") close();
					else return;
					event.preventDefault();
				}}
			/>
			<span class="key-hint" aria-hidden="true">
				/
			</span>
			{isOpen && (
				<div class="hits">
					<div id="hits" role="listbox" aria-label={words.label}>
						{hits.map((hit, index) => (
							<div
								key={`${hit.kind} ${hit.id}`}
								id={`hit-${index}`}
								role="option"
								tabIndex={-1}
								aria-selected={index === active}
							>
								<a href={hrefOf(hit)} tabIndex={-1} onClick={close}>
									<span class="kind">{kinds[hit.kind] ?? hit.kind}</span>{" "}
									<b>{hit.title}</b> <code>{hit.id}</code>
								</a>
							</div>
						))}
					</div>
					<p role="status">{hits.length === 0 && words.none}</p>
				</div>
			)}
		</search>
	);
}
