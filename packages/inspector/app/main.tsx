/** The inspector: what a sandbox has done, and what can be done in it. */
import type { ComponentType } from "preact";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import lazy, { ErrorBoundary } from "preact-iso/lazy";
import { LocationProvider, useLocation } from "preact-iso/router";
import { INSPECTOR_PATH } from "../path.ts";
import { follow } from "./data/live.ts";
import { info, infoError, loadInfo } from "./data/sandbox.ts";
import { messages } from "./i18n.ts";
import { Layout } from "./layout.tsx";
import { HomePage } from "./pages/home.tsx";
import { Empty, Problem } from "./parts/basics.tsx";
import { type Page, parsePath } from "./routes.ts";

/** A page, with the ID of its open item. */
export type PageComponent = ComponentType<{ id: string | undefined }>;

const PAGES: Record<Page, PageComponent> = {
	home: HomePage,
	requests: lazy(() => import("./pages/requests.tsx")),
	payments: lazy(() => import("./pages/payments.tsx")),
	checkout: lazy(() => import("./pages/checkout.tsx")),
	links: lazy(() => import("./pages/links.tsx")),
	customers: lazy(() => import("./pages/customers.tsx")),
	products: lazy(() => import("./pages/products.tsx")),
	plans: lazy(() => import("./pages/plans.tsx")),
	subscriptions: lazy(() => import("./pages/subscriptions.tsx")),
	events: lazy(() => import("./pages/events.tsx")),
	webhooks: lazy(() => import("./pages/webhooks.tsx")),
	clock: lazy(() => import("./pages/clock.tsx")),
	faults: lazy(() => import("./pages/faults.tsx")),
	snapshots: lazy(() => import("./pages/snapshots.tsx")),
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

// Checkout pages and the API are the sandbox's, too, but no pages of this app.
const SCOPE = new RegExp(`^(${INSPECTOR_PATH}(/|$)|/(\\?|$))`);

const root = document.getElementById("app");
if (!root) throw new Error("The page has no #app.");
root.replaceChildren();
follow();
loadInfo();
render(
	<LocationProvider scope={SCOPE}>
		<App />
	</LocationProvider>,
	root,
);
