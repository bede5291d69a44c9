/** Small parts of pages: buttons, badges, times, amounts, errors. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import {
	fill,
	formatAmount,
	formatTime,
	type Messages,
	messages,
} from "../i18n.ts";

/** A button that is off while its action runs. */
export function Button({
	children,
	onClick,
	isBusy = false,
	kind = "plain",
	isDisabled = false,
	label,
}: {
	children: ComponentChildren;
	onClick: () => unknown;
	isBusy?: boolean;
	kind?: "plain" | "main" | "danger" | "quiet";
	isDisabled?: boolean;
	/** Name for screen readers, if the content alone doesn't say enough. */
	label?: string | undefined;
}) {
	return (
		<button
			type="button"
			class={`button ${kind}`}
			aria-label={label}
			aria-busy={isBusy}
			// One that is disabled would lose the focus.
			aria-disabled={isBusy}
			disabled={isDisabled}
			onClick={() => !isBusy && onClick()}
		>
			{children}
		</button>
	);
}

/** The button that submits its form, off while the action runs. */
export function SubmitButton({
	children,
	isBusy,
	kind = "main",
}: {
	children: ComponentChildren;
	isBusy: boolean;
	kind?: "plain" | "main" | "danger";
}) {
	return (
		<button
			type="submit"
			class={`button ${kind}`}
			aria-disabled={isBusy}
			aria-busy={isBusy}
			onClick={(event) => isBusy && event.preventDefault()}
		>
			{children}
		</button>
	);
}

/** Copies a text to the clipboard. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
	const { copy, copied } = messages().common;
	const [isCopied, setCopied] = useState(false);
	const act = async () => {
		await copyText(text);
		setCopied(true);
		setTimeout(() => setCopied(false), 1_500);
	};
	return (
		<button
			type="button"
			class="button quiet copy"
			aria-label={label && `${copy}: ${label}`}
			onClick={act}
		>
			<span aria-live="polite">{isCopied ? copied : copy}</span>
		</button>
	);
}

/** `navigator.clipboard` only exists on this machine's names and over TLS, not on a phone that opens the page by an address. */
async function copyText(text: string): Promise<void> {
	if (navigator.clipboard) return navigator.clipboard.writeText(text);
	const area = document.createElement("textarea");
	area.value = text;
	document.body.append(area);
	area.select();
	document.execCommand("copy");
	area.remove();
}

/** A value in monospace with a button that copies it. */
export function Copyable({ text, label }: { text: string; label: string }) {
	return (
		<span class="copyable">
			<code>{text}</code>
			<CopyButton text={text} label={label} />
		</span>
	);
}

const TONES: Record<string, string> = {
	completed: "good",
	delivered: "good",
	active: "good",
	succeeded: "good",
	open: "info",
	pending: "wait",
	waiting: "wait",
	trial: "info",
	past_due: "wait",
	paused: "wait",
	failed: "bad",
	declined: "bad",
	cancelled: "off",
	expired: "off",
	refunded: "info",
	inactive: "off",
};

/** A status as a coloured word. @param kind What has it: words agree with that in some languages. */
export function Status({
	kind,
	value,
}: {
	kind: keyof Messages["status"];
	value: string;
}) {
	const words: Record<string, string> = messages().status[kind];
	return (
		<span class={`status ${TONES[value] ?? "off"}`}>
			{words[value] ?? value}
		</span>
	);
}

/** A time in UTC, in full as its title. */
export function Time({
	at,
	isShort = false,
}: {
	at: string;
	isShort?: boolean;
}) {
	return (
		<time dateTime={at} title={at}>
			{formatTime(
				at,
				isShort
					? { hour: "2-digit", minute: "2-digit", second: "2-digit" }
					: { dateStyle: "medium", timeStyle: "short" },
			)}
		</time>
	);
}

export function Amount({
	value,
	currency,
}: {
	value: number;
	currency: string;
}) {
	return <span class="amount">{formatAmount(value, currency)}</span>;
}

/** A sentence of the description: what stands in backticks is code. */
export function Prose({ text }: { text: string }) {
	return (
		<>
			{text
				.split("`")
				.map((part, index) =>
					index % 2 === 1 ? <code key={part}>{part}</code> : part,
				)}
		</>
	);
}

/** What went wrong, as the sandbox says it. Errors of the API stay English. */
export function Problem({ error }: { error: unknown }) {
	if (error === undefined) return null;
	const { unreachable, failed } = messages().common;
	const { message, details, status } = error as {
		message?: string;
		details?: unknown;
		status?: number;
	};
	const isAnswer = status !== undefined;
	return (
		<div class="notice bad" role="alert">
			<strong>{isAnswer ? fill(failed, { status }) : unreachable}</strong>{" "}
			<span lang="en">
				<Prose
					text={
						typeof details === "string" ? details : (message ?? String(error))
					}
				/>
			</span>
		</div>
	);
}

/** The terms and values of an item. Those without a value are left out. */
export function Facts({
	facts,
}: {
	facts: readonly (readonly [string, ComponentChildren])[];
}) {
	return (
		<dl class="facts">
			{facts
				.filter(([, value]) => value || value === 0)
				.map(([term, value]) => (
					<div key={term}>
						<dt>{term}</dt>
						<dd>{value}</dd>
					</div>
				))}
		</dl>
	);
}

/** A part of a page with a heading. */
export function Section({
	title,
	children,
	actions,
}: {
	title: string;
	children: ComponentChildren;
	actions?: ComponentChildren;
}) {
	return (
		<section>
			<div class="heading">
				<h2>{title}</h2>
				{actions}
			</div>
			{children}
		</section>
	);
}

export function Empty({ children }: { children: ComponentChildren }) {
	return <p class="empty">{children}</p>;
}
