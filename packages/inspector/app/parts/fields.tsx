/** Fields of forms and filters. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useState } from "preact/hooks";

interface FieldProps {
	label: string;
	value: string;
	onChange: (value: string) => void;
}

/** A list to choose from. The first option has an empty value if `any` is given. */
export function Select({
	label,
	value,
	onChange,
	options,
	any,
}: FieldProps & {
	options: readonly (readonly [string, string] | string)[];
	any?: string;
}) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<select
				id={id}
				value={value}
				onChange={({ currentTarget }) => onChange(currentTarget.value)}
			>
				{any !== undefined && <option value="">{any}</option>}
				{options.map((each) => {
					const [code, text] = typeof each === "string" ? [each, each] : each;
					return (
						<option key={code} value={code}>
							{text}
						</option>
					);
				})}
			</select>
		</div>
	);
}

/** A line of text. */
export function TextField({
	label,
	value,
	onChange,
	type = "text",
	...more
}: FieldProps & {
	type?: "text" | "number" | "search" | "datetime-local" | "url";
	min?: number;
	max?: number;
	step?: number | "any";
	required?: boolean;
	placeholder?: string;
	list?: string;
}) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<input
				id={id}
				type={type}
				value={value}
				autocomplete="off"
				spellcheck={false}
				onInput={({ currentTarget }) => onChange(currentTarget.value)}
				{...more}
			/>
		</div>
	);
}

/** Milliseconds without a keystroke after which a search begins. */
const TYPING = 250;

/** A search that reports its text once nobody types any more. */
export function SearchField({ label, value, onChange }: FieldProps) {
	const [text, setText] = useState(value);
	useEffect(() => setText(value), [value]);
	useEffect(() => {
		if (text === value) return;
		const timer = setTimeout(() => onChange(text), TYPING);
		return () => clearTimeout(timer);
	}, [text, value, onChange]);
	return (
		<TextField label={label} type="search" value={text} onChange={setText} />
	);
}

export function CheckField({
	label,
	isOn,
	onChange,
	isSwitch = false,
	isBusy = false,
}: {
	label: ComponentChildren;
	isOn: boolean;
	onChange: (isOn: boolean) => void;
	isSwitch?: boolean;
	isBusy?: boolean;
}) {
	return (
		<label class="check">
			<input
				type="checkbox"
				role={isSwitch ? "switch" : undefined}
				checked={isOn}
				disabled={isBusy}
				onChange={({ currentTarget }) => onChange(currentTarget.checked)}
			/>{" "}
			{label}
		</label>
	);
}

/** JSON to edit. Reports what was typed; whoever sends it parses it. */
export function JsonField({
	label,
	value,
	onChange,
	rows = 12,
}: FieldProps & { rows?: number }) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<textarea
				id={id}
				rows={rows}
				spellcheck={false}
				value={value}
				onInput={({ currentTarget }) => onChange(currentTarget.value)}
			/>
		</div>
	);
}
