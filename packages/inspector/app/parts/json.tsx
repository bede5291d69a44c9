/** JSON as a tree that folds. */

import { messages, plural } from "../i18n.ts";
import { CopyButton } from "./basics.tsx";

/** Levels that are open at first. */
const OPEN = 2;
/** Entries of one object or list that are shown. The rest is in the copied text. */
const MOST = 200;

/** A value of JSON, or a text that isn't JSON. Everything in it is shown as text. */
export function Json({ value, label }: { value: unknown; label: string }) {
	const text =
		typeof value === "string" ? value : JSON.stringify(value, null, 2);
	return (
		<div class="code">
			<CopyButton text={text} label={label} />
			<div class="json">
				<Value value={value} depth={0} />
			</div>
		</div>
	);
}

function Value({
	name,
	value,
	depth,
}: {
	name?: string;
	value: unknown;
	depth: number;
}) {
	const key = name !== undefined && (
		<>
			<span class="key">{name}</span>:{" "}
		</>
	);
	if (typeof value !== "object" || value === null)
		return (
			<div>
				{key}
				<Scalar value={value} />
			</div>
		);
	const isList = Array.isArray(value);
	const [open, close] = isList ? "[]" : "{}";
	const entries = Object.entries(value);
	if (entries.length === 0)
		return (
			<div>
				{key}
				{open}
				{close}
			</div>
		);
	const { entries: entriesWord, more } = messages().json;
	return (
		<details open={depth < OPEN}>
			<summary>
				{key}
				{open}
				<span class="folded">
					{" "}
					{plural(entriesWord, entries.length)} {close}
				</span>
			</summary>
			<div class="inner">
				{entries.slice(0, MOST).map(([each, inner]) => (
					<Value
						key={each}
						{...(!isList && { name: each })}
						value={inner}
						depth={depth + 1}
					/>
				))}
				{entries.length > MOST && (
					<div class="folded">{plural(more, entries.length - MOST)}</div>
				)}
			</div>
			{close}
		</details>
	);
}

function Scalar({ value }: { value: unknown }) {
	if (typeof value === "string")
		return <span class="string">{JSON.stringify(value)}</span>;
	return <span class="literal">{String(value)}</span>;
}
