/** The frame and the security headers of all pages. */
import { createHash } from "node:crypto";
import { html, Markup, type Renderable } from "./html.ts";
import { LANGUAGES, type Language, MESSAGES } from "./locales.ts";
import { STYLE } from "./style.ts";

/** An HTML response. */
export interface HtmlPage {
	status: number;
	headers: Record<string, string>;
	text: string;
}

export interface Frame {
	status: number;
	language: Language;
	title: string;
	/** Name of the shop, if known. */
	shop?: string;
	/** The query string that shows this page in another language. */
	inLanguage(language: Language): string;
	/** Additional elements for the head. */
	head?: Markup;
	/** The page's only script. It may send requests to this sandbox only. */
	script?: string;
	isWide?: boolean;
	content: Renderable;
}

const hashOf = (text: string) =>
	`'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const STYLE_HASH = hashOf(STYLE);

/** Renders a page. */
export function renderPage(frame: Frame): HtmlPage {
	const { language, title, shop, head, content, script } = frame;
	const messages = MESSAGES[language];
	const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title}${shop && ` · ${shop}`}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>${new Markup(STYLE)}</style>
${head}
</head>
<body>
<header>
<div class="shop">${shop && html`<span aria-hidden="true">${initialOf(shop)}</span><bdi>${shop}</bdi>`}</div>
<nav>${LANGUAGES.filter((each) => each !== language).map(
		(each) =>
			html`<a href="${frame.inLanguage(each)}" hreflang="${each}" lang="${each}" rel="nofollow">${MESSAGES[each].name}</a>`,
	)}</nav>
<div class="test"><b>${messages.test}</b> · ${messages.testText}</div>
</header>
<main${frame.isWide && html` class="two"`}>
${content}
</main>
<footer>${messages.footer}</footer>
${script && html`<script>${new Markup(script)}</script>`}
</body>
</html>
`;
	return {
		status: frame.status,
		headers: headersOf(frame),
		text: page.text,
	};
}

/** First letter of a name. */
function initialOf(name: string): string {
	const [letter] = new Intl.Segmenter().segment(name.trim());
	return letter?.segment.toLocaleUpperCase() ?? "";
}

function headersOf({ language, script }: Frame): Record<string, string> {
	// No `form-action`: it would also apply to where the shop redirects its customers after paying, such as an app's own scheme.
	const policy = [
		"default-src 'none'",
		`style-src ${STYLE_HASH}`,
		...(script ? [`script-src ${hashOf(script)}`, "connect-src 'self'"] : []),
		"base-uri 'none'",
		"frame-ancestors 'none'",
	];
	return {
		"content-type": "text/html; charset=utf-8",
		"content-language": language,
		"content-security-policy": policy.join("; "),
		"cache-control": "no-store",
		// With no-referrer, browsers would submit the form without an Origin to check.
		"referrer-policy": "same-origin",
		"x-content-type-options": "nosniff",
		"x-frame-options": "DENY",
	};
}
