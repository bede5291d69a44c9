/** Snapshots: take, restore, delete, export, import; and resets. */
import type { components } from "@lomi/control";
import { useState } from "preact/hooks";
import { control } from "../data/clients.ts";
import { useAction, useQuery } from "../data/query.ts";
import { formatNumber, messages } from "../i18n.ts";
import {
	Button,
	Empty,
	Problem,
	Section,
	SubmitButton,
	Time,
} from "../parts/basics.tsx";
import { ConfirmButton } from "../parts/dialog.tsx";
import { TextField } from "../parts/fields.tsx";
import { Table } from "../parts/list.tsx";
import { saveFile } from "../parts/save-file.ts";

type Snapshot = components["schemas"]["Snapshot"];
type SnapshotFile = components["schemas"]["SnapshotFile"];

/** The name of a snapshot that is given none. */
const USUAL_NAME = "default";

export default function SnapshotsPage() {
	const { snapshots: words, common } = messages();
	const list = useQuery(
		async () => (await control.snapshots.list()).data,
		[],
		["snapshots"],
	);
	const [name, setName] = useState("");
	const [done, setDone] = useState("");
	const act = useAction(
		async (action: () => Promise<unknown>, message: string) => {
			setDone("");
			await action();
			setDone(message);
			list.reload();
		},
	);
	return (
		<>
			<p class="lead">{words.lead}</p>
			<form
				class="row"
				onSubmit={(event) => {
					event.preventDefault();
					act.run(
						async () => control.snapshots.create(name ? { name } : {}),
						list.data?.some((each) => each.name === (name || USUAL_NAME))
							? words.replaced
							: words.taken,
					);
				}}
			>
				<TextField
					label={words.name}
					value={name}
					onChange={setName}
					placeholder={USUAL_NAME}
				/>
				<SubmitButton isBusy={act.isBusy}>{words.take}</SubmitButton>
				<ImportButton
					onFile={(file) =>
						act.run(
							async () => control.snapshots.import(await readFile(file)),
							words.imported,
						)
					}
				/>
			</form>
			<Problem error={act.error ?? list.error} />
			<p role="status" class="done">
				{done}
			</p>
			{list.data?.length === 0 && <Empty>{words.none}</Empty>}
			{list.data && list.data.length > 0 && (
				<Table
					caption={words.title}
					items={list.data}
					idOf={(each) => each.name}
					columns={[
						{ title: words.name, cell: (each) => each.name },
						{
							title: words.now,
							isExtra: true,
							cell: ({ now }) => <Time at={now} />,
						},
						{
							title: words.rows,
							isExtra: true,
							isNumber: true,
							cell: ({ rows }) => formatNumber(rows),
						},
						{
							title: words.actions,
							cell: (snapshot) => (
								<div class="actions">
									<ConfirmButton
										label={words.restore}
										title={`${words.restore}: ${snapshot.name}`}
										confirm={words.restore}
										kind="main"
										onConfirm={async () => {
											await control.snapshots.restore(snapshot.name);
											setDone(words.restored);
										}}
									>
										<p>{words.restoreQuestion}</p>
									</ConfirmButton>
									<Button
										isBusy={act.isBusy}
										label={`${words.export}: ${snapshot.name}`}
										onClick={() =>
											act.run(() => download(snapshot), words.exported)
										}
									>
										{words.export}
									</Button>
									<ConfirmButton
										label={common.delete}
										title={`${common.delete}: ${snapshot.name}`}
										confirm={common.delete}
										onConfirm={async () => {
											await control.snapshots.delete(snapshot.name);
											setDone(words.deleted);
											list.reload();
										}}
									>
										<p>{words.deleteQuestion}</p>
									</ConfirmButton>
								</div>
							),
						},
					]}
				/>
			)}
			<p class="soft">{words.secrets}</p>
			<Section title={words.reset}>
				<div class="actions">
					{(["seed", "empty"] as const).map((to) => (
						<ConfirmButton
							key={to}
							label={words.resets[to]}
							title={words.resets[to]}
							confirm={words.resets[to]}
							onConfirm={async () => {
								await control.data.reset({ to });
								setDone(words.wasReset);
							}}
						>
							<p>{words.resetQuestion}</p>
						</ConfirmButton>
					))}
				</div>
			</Section>
		</>
	);
}

function ImportButton({ onFile }: { onFile: (file: File) => void }) {
	const { snapshots: words } = messages();
	return (
		<label class="button plain file">
			{words.import}
			<input
				type="file"
				accept="application/json,.json"
				onChange={({ currentTarget }) => {
					const [file] = currentTarget.files ?? [];
					if (file) onFile(file);
					// The same file can be chosen again.
					currentTarget.value = "";
				}}
			/>
		</label>
	);
}

/** @throws {Error} If it isn't JSON. Everything else the sandbox checks. */
async function readFile(file: File): Promise<SnapshotFile> {
	try {
		return JSON.parse(await file.text());
	} catch {
		throw new Error(messages().snapshots.notJson);
	}
}

/** Saves a snapshot as a file. */
async function download({ name }: Snapshot): Promise<void> {
	const { data } = await control.snapshots.export(name);
	saveFile(`lomi-sandbox-${name}.json`, JSON.stringify(data));
}
