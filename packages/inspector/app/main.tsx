/** The inspector: what a sandbox has done, and what can be done in it. */
import type { ComponentType } from "preact";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { ErrorBoundary } from "preact-iso/lazy";
import { LocationProvider, useLocation } from "preact-iso/router";
import { INSPECTOR_PATH } from "../path.ts";
import { follow, listen } from "./data/live.ts";
import { info, infoError, loadInfo } from "./data/sandbox.ts";
import { messages } from "./i18n.ts";
import { Layout } from "./layout.tsx";
import { HomePage } from "./pages/home.tsx";
import { Empty, Problem } from "./parts/basics.tsx";
import { later } from "./parts/later.tsx";
import { type Page, parsePath } from "./routes.ts";

/** A page, with the ID of its open item. */
export type PageComponent = ComponentType<{ id: string | undefined }>;

const PAGES: Record<Page, PageComponent> = {
	home: HomePage,
	requests: later(() => import("./pages/requests.tsx")),
	payments: later(() => import("./pages/payments.tsx")),
	checkout: later(() => import("./pages/checkout.tsx")),
	links: later(() => import("./pages/links.tsx")),
	customers: later(() => import("./pages/customers.tsx")),
	products: later(() => import("./pages/products.tsx")),
	plans: later(() => import("./pages/plans.tsx")),
	subscriptions: later(() => import("./pages/subscriptions.tsx")),
	events: later(() => import("./pages/events.tsx")),
	webhooks: later(() => import("./pages/webhooks.tsx")),
	clock: later(() => import("./pages/clock.tsx")),
	faults: later(() => import("./pages/faults.tsx")),
	snapshots: later(() => import("./pages/snapshots.tsx")),
};

function App() {
	const { path } = useLocation();
	const found = parsePath(path);
	const { nav, common } = messages();
	const Page = found && PAGES[found.page];
	useFocusOnPage(found?.page);
	return (
		<Layout page={found?.page} title={found ? nav[found.page] : common.noPage}>
			{Page ? (
				info.value ? (
					<ErrorBoundary>
						<Page id={found.id} />
					</ErrorBoundary>
				) : (
					<Problem error={infoError.value} />
				)
			) : (
				<Empty>
					<a href="/">{nav.home}</a>
				</Empty>
			)}
		</Layout>
	);
}

/** Moves the focus to the content of another page, as loading it would. */
function useFocusOnPage(page: Page | undefined): void {
	useEffect(() => {
		if (document.activeElement?.closest(".side, .top"))
			document.getElementById("main")?.focus({ preventScroll: true });
		scrollTo(0, 0);
	}, [page]);
}

// What was focused may be gone, as the button of a question that was answered. Otherwise the next one would be at the top of the page.
let last: EventTarget | null = null;
addEventListener("focusin", ({ target }) => {
	last = target;
});
addEventListener("keydown", ({ key }) => {
	const isLost = last instanceof Element && !last.isConnected;
	if (key !== "Tab" || !isLost || document.activeElement !== document.body)
		return;
	const place =
		document.querySelector<HTMLElement>(".detail") ??
		document.getElementById("main");
	place?.focus({ preventScroll: true });
});

// Checkout pages and the API are the sandbox's, too, but no pages of this app.
const SCOPE = new RegExp(`^(${INSPECTOR_PATH}(/|$)|/(\\?|$))`);

const root = document.getElementById("app");
if (!root) throw new Error("The page has no #app.");
root.replaceChildren();
follow();
loadInfo();
// It may have been started again, with other options.
listen("reset", loadInfo);
render(
	<LocationProvider scope={SCOPE}>
		<App />
	</LocationProvider>,
	root,
);
