/** The frame of all pages: header, navigation, search. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { INSPECTOR_PATH } from "../path.ts";
import { clock, isConnected } from "./data/live.ts";
import { succeeded } from "./data/query.ts";
import { info, merchantOf } from "./data/sandbox.ts";
import {
	fill,
	formatTime,
	LANGUAGES,
	language,
	messages,
	setLanguage,
} from "./i18n.ts";
import { Status } from "./parts/basics.tsx";
import { Search } from "./parts/search.tsx";
import { NAVIGATION, type Page, pathOf, withQuery } from "./routes.ts";
import { nextTheme, theme } from "./theme.ts";

export function Layout({
	page,
	title,
	children,
}: {
	page: Page | undefined;
	title: string;
	children: ComponentChildren;
}) {
	const { url } = useLocation();
	const { nav, header } = messages();
	useEffect(() => {
		document.title = `${title} · lomi. sandbox`;
	}, [title]);
	const [isMenuOpen, setMenuOpen] = useState(false);
	// Another address closes the menu.
	useEffect(() => setMenuOpen(false), [url]);
	const menuButton = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (!isMenuOpen) return;
		const close = ({ key }: KeyboardEvent) => {
			if (key !== "Escape") return;
			setMenuOpen(false);
			menuButton.current?.focus();
		};
		addEventListener("keydown", close);
		return () => removeEventListener("keydown", close);
	}, [isMenuOpen]);
	return (
		<>
			<a class="skip" href="#main">
				{header.skip}
			</a>
			<header class="top">
				<button
					ref={menuButton}
					type="button"
					class="menu button quiet"
					aria-expanded={isMenuOpen}
					aria-controls="navigation"
					aria-label={header.menu}
					onClick={() => setMenuOpen(!isMenuOpen)}
				>
					☰
				</button>
				<a class="brand" href="/">
					<img
						src={`${INSPECTOR_PATH}/assets/icon.svg`}
						alt=""
						width="26"
						height="26"
					/>
					<b>lomi.</b> <span>sandbox</span>
				</a>
				<Search />
				<ClockChip />
				<LanguageButton />
				<ThemeButton />
			</header>
			{!isConnected.value && (
				<p class="banner" role="status">
					{header.disconnected}
				</p>
			)}
			<p class="hidden" role="status">
				{/* Another key is another text, which is read again. */}
				{succeeded.value > 0 && (
					<span key={succeeded.value}>{header.done}</span>
				)}
			</p>
			<div class="frame">
				<nav
					id="navigation"
					class={isMenuOpen ? "side open" : "side"}
					aria-label={header.navigation}
				>
					<ClockChip />
					<MerchantChoice />
					<ul>
						{NAVIGATION.map((pages) => {
							const [first] = pages;
							const isCurrent = pages.some((each) => each === page);
							return (
								<li key={first}>
									<a
										href={keepMerchant(pathOf(first), url)}
										aria-current={isCurrent ? "page" : undefined}
									>
										{nav[first]}
									</a>
								</li>
							);
						})}
					</ul>
					{info.value && (
						<p class="about">
							{fill(header.version, { version: info.value.version })}
							{info.value.docs_url && (
								<>
									{" · "}
									<a href={info.value.docs_url}>{header.docs}</a>
								</>
							)}
						</p>
					)}
				</nav>
				<main id="main" tabIndex={-1}>
					<h1>{title}</h1>
					<Tabs page={page} />
					{children}
				</main>
			</div>
		</>
	);
}

/** The tabs of pages with two lists. */
function Tabs({ page }: { page: Page | undefined }) {
	const { url } = useLocation();
	const { nav, tabs } = messages();
	const pages = NAVIGATION.find((each) => each.some((one) => one === page));
	if (!page || !pages || pages.length < 2) return null;
	const words: Record<string, string> = tabs;
	return (
		<nav class="tabs" aria-label={nav[pages[0]]}>
			{pages.map((each) => (
				<a
					key={each}
					href={keepMerchant(pathOf(each), url)}
					aria-current={each === page ? "page" : undefined}
				>
					{words[each]}
				</a>
			))}
		</nav>
	);
}

/** The merchant that was chosen goes along to other pages. */
function keepMerchant(path: string, url: string): string {
	const merchant = new URL(url, location.origin).searchParams.get("merchant");
	return withQuery(path, { merchant });
}

function MerchantChoice() {
	const { url, query, route } = useLocation();
	const { merchant, everybody } = messages().header;
	const merchants = info.value?.merchants ?? [];
	const isUnknown = Boolean(query.merchant) && !merchantOf(query.merchant);
	if (merchants.length < 2 && !isUnknown) return null;
	return (
		<label class="merchant">
			<span>{merchant}</span>
			<select
				value={query.merchant ?? ""}
				onChange={({ currentTarget }) =>
					route(withQuery(url, { merchant: currentTarget.value }), true)
				}
			>
				<option value="">{everybody}</option>
				{isUnknown && <option value={query.merchant}>{query.merchant}</option>}
				{merchants.map(({ merchant_id, name }) => (
					<option key={merchant_id} value={merchant_id}>
						{name}
					</option>
				))}
			</select>
		</label>
	);
}

/** The sandbox's time, which goes on between two messages. */
export function useNow(): Date | undefined {
	const state = clock.value;
	const [, tick] = useState(0);
	const isGoing = state !== null && !state.frozen;
	useEffect(() => {
		if (!isGoing) return;
		const timer = setInterval(() => tick((n) => n + 1), 1_000);
		return () => clearInterval(timer);
	}, [isGoing]);
	if (!state) return undefined;
	const passed = state.frozen ? 0 : performance.now() - state.heard;
	return new Date(Date.parse(state.now) + passed);
}

function ClockChip() {
	const now = useNow();
	const { query } = useLocation();
	const { nav, clock: words } = messages();
	if (!now) return null;
	const { frozen, advance } = clock.value ?? {};
	const text = formatTime(now, { dateStyle: "medium", timeStyle: "short" });
	return (
		<a
			class="chip"
			href={withQuery(pathOf("clock"), { merchant: query.merchant ?? null })}
			aria-label={`${nav.clock}: ${text}`}
		>
			<time dateTime={now.toISOString()}>{text}</time>{" "}
			{advance
				? words.advancing
				: frozen && <Status kind="clock" value="frozen" />}
		</a>
	);
}

function LanguageButton() {
	const next =
		LANGUAGES.find((each) => each !== language.value) ?? language.value;
	return (
		<button
			type="button"
			class="button quiet"
			lang={next}
			aria-label={`${next.toUpperCase()}: ${messages().header.otherLanguage}`}
			onClick={() => setLanguage(next)}
		>
			{next.toUpperCase()}
		</button>
	);
}

const SIGNS = { system: "◐", light: "☀", dark: "☾" };

function ThemeButton() {
	const words = messages().header;
	return (
		<button
			type="button"
			class="button quiet"
			aria-label={fill(words.theme, { theme: words.themes[theme.value] })}
			title={fill(words.theme, { theme: words.themes[theme.value] })}
			onClick={nextTheme}
		>
			{SIGNS[theme.value]}
		</button>
	);
}

/** The merchant that is chosen in the address, or the first one; undefined if the address has an ID of nobody. */
export function useMerchant() {
	return merchantOf(useLocation().query.merchant);
}
