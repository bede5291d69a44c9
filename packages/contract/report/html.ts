/** The HTML report: one self-contained page for screens of any width, for print, and for screen readers. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Operation } from "@lomi/spec";
import { html, raw } from "hono/html";
import { CHECKS, type CheckName } from "../checks/names.ts";
import {
	type Cell,
	cellOf,
	countCells,
	type Failure,
	type Result,
} from "../result.ts";
import { detailsOf } from "./terminal.ts";
import {
	escapeControls,
	formatCount,
	formatDuration,
	LABELS,
	MARKS,
	verdictOf,
} from "./text.ts";

type Html = ReturnType<typeof html>;

const STYLE = readFileSync(new URL("report.css", import.meta.url), "utf8");
/** Allows nothing but the style above: even if HTML from a server got through, it could load and run nothing. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** Formats a result as an HTML page. */
export function htmlReport(result: Result): string {
	const { title, version, subject } = result;
	const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${MARKS[verdictOf(result).cell]} ${title} ${version} · ${subject}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
${summary(result)}
<h2 id="operations">Operations and checks</h2>
${table(result)}
${list(result)}
${failureSections(result)}
<h2 id="checks">What the checks mean</h2>
${meanings(result)}
</main>
</body>
</html>
`;
	return String(page);
}

function summary(result: Result): Html {
	const { failures, notes, phases, requests, duration, seed } = result;
	const { cell, sentence } = verdictOf(result);
	const rows: [name: string, value: unknown][] = [
		["Target", html`<code>${escapeControls(result.subject)}</code>`],
		["Description", `${result.title} ${result.version}`],
		[
			"Started",
			html`<time datetime="${result.startedAt}">${result.startedAt.replace("T", " ").replace(/\..*/, " UTC")}</time>`,
		],
		[
			"Duration",
			`${formatDuration(duration)}, ${formatCount(requests, "request")}`,
		],
		...(phases.length > 0
			? [["Phases", phases.join(", ")] as [string, unknown]]
			: []),
		...(seed === undefined
			? []
			: [["Seed", html`<code>--seed ${seed}</code>`] as [string, unknown]]),
		["Checks", marks(countCells(result))],
	];
	return html`<h1>Contract report</h1>
<div class="verdict ${cell}"><p><span aria-hidden="true">${MARKS[cell]}</span> ${failures.length > 0 ? html`<a href="#failures">${sentence}</a>` : sentence}</p></div>
<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${notes.length > 0 ? html`<ul class="notes">${notes.map((note) => html`<li>${escapeControls(note)}</li>`)}</ul>` : ""}`;
}

/**
 * How many cells there are of each kind: ✗ 1 failed, ✓ 12 passed, – 6 not applicable.
 *
 * @param brief True to hide the words from everyone but screen readers.
 */
function marks(counts: Record<Cell, number>, brief = false): Html {
	const kinds = (Object.keys(MARKS) as Cell[]).filter((cell) => counts[cell]);
	return html`<span class="marks">${kinds.map((cell) => {
		const word = LABELS[cell];
		return html`<span class="${classOf(cell)}"><span aria-hidden="true">${MARKS[cell]}</span> ${counts[cell]} <span${brief ? html` class="unseen"` : ""}>${word}</span></span>`;
	})}</span>`;
}

function table(result: Result): Html {
	const { operations, checks } = result;
	const groups = Map.groupBy(operations, ({ tag }) => tag);
	const row = (operation: Operation) =>
		html`<tr><th scope="row"><code>${operation.id}</code></th>${checks.map((check) => cell(result, operation, check))}</tr>
`;
	return html`<div class="table">
<table aria-labelledby="operations">
<thead><tr><th scope="col">Operation</th>${checks.map((check) => html`<th scope="col"><a href="#${anchorOf(check)}">${check}</a></th>`)}</tr></thead>
${[...groups].map(
	([tag, each]) =>
		html`<tbody><tr><th scope="rowgroup" colspan="${checks.length + 1}">${tag}</th></tr>
${each.map(row)}</tbody>
`,
)}</table>
</div>`;
}

function cell(result: Result, operation: Operation, check: CheckName): Html {
	const found = cellOf(result, operation, check);
	const mark = html`<span aria-hidden="true">${MARKS[found]}</span><span class="unseen">${LABELS[found]}</span>`;
	return html`<td class="${classOf(found)}">${found === "differs" ? html`<a href="#${anchorOf(check, operation)}">${mark}</a>` : mark}</td>`;
}

/** The same as a list, for phones: the table has too many columns for them. */
function list(result: Result): Html {
	const { operations, checks } = result;
	return html`<div class="list">${operations.map((operation) => {
		const counts = countCells({ ...result, operations: [operation] });
		return html`
<details><summary><code>${operation.id}</code>${marks(counts, true)}</summary>
<p class="faint"><code>${requestLine(operation)}</code></p>
<ul>${checks.map((check) => {
			const found = cellOf(result, operation, check);
			const name = html`<code>${check}</code>`;
			return html`<li class="${classOf(found)}"><span aria-hidden="true">${MARKS[found]}</span><span class="unseen">${LABELS[found]}:</span> ${found === "differs" ? html`<a href="#${anchorOf(check, operation)}">${name}</a>` : name}</li>`;
		})}</ul></details>`;
	})}</div>`;
}

function failureSections({ operations, failures }: Result): Html | string {
	if (failures.length === 0) return "";
	const sections = operations.flatMap((operation) => {
		const own = failures.filter((failure) => failure.operation === operation);
		return own.length === 0
			? []
			: [
					html`<section>
<h3><code>${operation.id}</code> <span class="faint"><code>${requestLine(operation)}</code></span></h3>
${own.map((failure) => failureArticle(failure, own))}</section>
`,
				];
	});
	return html`<h2 id="failures">Failures</h2>
${sections}`;
}

function failureArticle(failure: Failure, others: Failure[]): Html {
	const { check, operation, message, curl } = failure;
	const first = others.find((other) => other.check === check) === failure;
	return html`<article class="failure"${first ? html` id="${anchorOf(check, operation)}"` : ""}>
<h4><span class="differs" aria-hidden="true">${MARKS.differs}</span> <a href="#${anchorOf(check)}"><code>${check}</code></a></h4>
<p>${withCode(message)}</p>
<pre class="curl">${escapeControls(curl)}</pre>
<dl>${detailsOf(failure).map(([name, text]) => html`<dt>${name}</dt><dd><pre>${escapeControls(text)}</pre></dd>`)}</dl>
</article>
`;
}

function meanings(result: Result): Html {
	return html`<dl class="meanings">${result.checks.map((check) => {
		const counts = countCells({ ...result, checks: [check] });
		return html`<dt id="${anchorOf(check)}"><code>${check}</code></dt><dd>${withCode(CHECKS[check])}<br>${marks(counts)}</dd>
`;
	})}</dl>`;
}

function requestLine({ method, path }: Operation): string {
	return `${method.toUpperCase()} ${path}`;
}

function classOf(cell: Cell): string {
	return cell.replace(" ", "-");
}

/** The anchor of a check's meaning, or of its first failure on an operation. */
function anchorOf(check: CheckName, operation?: Operation): string {
	return operation ? `${operation.id}.${check}` : check;
}

/** Formats a sentence with `code` in backticks. */
function withCode(text: string): (Html | string)[] {
	return escapeControls(text)
		.split("`")
		.map((part, index) =>
			index % 2 === 1 ? html`<code>${part}</code>` : part,
		);
}
