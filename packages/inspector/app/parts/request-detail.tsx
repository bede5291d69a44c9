/** A request: what was sent, what came back, what an error means, and how to send it again. */
import type { components } from "@lomi/control";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { control } from "../data/clients.ts";
import { useAction } from "../data/query.ts";
import { info } from "../data/sandbox.ts";
import { fill, formatDuration, messages } from "../i18n.ts";
import { pathOf } from "../routes.ts";
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
} from "./basics.tsx";
import { JsonField } from "./fields.tsx";
import { Json } from "./json.tsx";
import { Code } from "./request-status.tsx";
import { saveFile } from "./save-file.ts";

/** Methods whose requests have no body to edit. */
const BODILESS = ["GET", "HEAD", "DELETE", "OPTIONS"];

type Detail = components["schemas"]["RequestDetail"];

export function RequestDetail({ request }: { request: Detail }) {
	const { requests: words, common } = messages();
	const { route } = useLocation();
	const { explanation, events, fault_id, docs_path } = request;
	const docs = info.value?.docs_url;
	const docsUrl = (path: string | null | undefined) =>
		docs && path ? `${docs.replace(/\/$/, "")}/${path}` : undefined;
	const body = request.request_body;
	const details = detailsOf(request);
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
					{details && (
						<p lang="en">
							<strong>
								<Prose text={details} />
							</strong>
						</p>
					)}
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
				{!BODILESS.includes(request.method) && (
					<Button
						onClick={() =>
							setEdited(edited === undefined ? asText(body) : undefined)
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
			<Samples request={request} />
			<Facts
				facts={[[common.id, <code key="id">{request.request_id}</code>]]}
			/>
		</>
	);
}

/** What the error says about this very request. */
function detailsOf({ response_body }: Detail): string | undefined {
	const body = response_body as { error?: { details?: unknown } } | null;
	const details = body?.error?.details;
	return typeof details === "string" ? details : undefined;
}

/** A body as text; empty if there was none, or nobody read it. */
function asText(body: unknown): string {
	if (typeof body === "string") return body;
	return body === null || body === undefined
		? ""
		: JSON.stringify(body, null, 2);
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
function Samples({ request: { samples, request_body } }: { request: Detail }) {
	const words = messages().requests;
	const [chosen, setChosen] = useState(samples[0]?.language);
	const sample =
		samples.find(({ language }) => language === chosen) ?? samples[0];
	if (!sample) return null;
	const { body_file: file } = sample;
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
			{file && (
				<Button onClick={() => saveFile(file, asText(request_body))}>
					{fill(words.save, { file })}
				</Button>
			)}
		</Section>
	);
}
