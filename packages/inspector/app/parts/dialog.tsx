/** A question before something that can't be undone. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useAction } from "../data/query.ts";
import { messages } from "../i18n.ts";
import { Problem, SubmitButton } from "./basics.tsx";

/** A button that asks before it acts. */
export function ConfirmButton({
	label,
	title,
	children,
	confirm,
	onConfirm,
	kind = "danger",
	isDisabled = false,
}: {
	label: ComponentChildren;
	title: string;
	/** The question, or fields that the action reads. */
	children?: ComponentChildren;
	/** The button that acts. */
	confirm: string;
	onConfirm: () => Promise<unknown>;
	kind?: "plain" | "danger" | "main";
	isDisabled?: boolean;
}) {
	const dialog = useRef<HTMLDialogElement>(null);
	const { cancel } = messages().common;
	const { run, isBusy, error } = useAction(async () => {
		await onConfirm();
		dialog.current?.close();
	});
	return (
		<>
			<button
				type="button"
				class={`button ${kind === "danger" ? "danger" : "plain"}`}
				aria-label={title}
				disabled={isDisabled}
				onClick={() => dialog.current?.showModal()}
			>
				{label}
			</button>
			<dialog ref={dialog} aria-label={title}>
				<form
					method="dialog"
					onSubmit={(event) => {
						event.preventDefault();
						run();
					}}
				>
					<h2>{title}</h2>
					{children}
					<Problem error={error} />
					<div class="actions">
						<button
							type="button"
							class="button plain"
							onClick={() => dialog.current?.close()}
						>
							{cancel}
						</button>
						<SubmitButton kind={kind} isBusy={isBusy}>
							{confirm}
						</SubmitButton>
					</div>
				</form>
			</dialog>
		</>
	);
}
