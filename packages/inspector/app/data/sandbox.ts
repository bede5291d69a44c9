/** What the pages know about the sandbox as a whole. */
import type { components } from "@lomi/control";
import { signal } from "@preact/signals";
import { control } from "./clients.ts";

type Schemas = components["schemas"];
export type SandboxInfo = Schemas["SandboxInfo"];
export type Catalogue = Schemas["CatalogueContent"];
export type Merchant = SandboxInfo["merchants"][number];

export const info = signal<SandboxInfo | null>(null);
/** Why the sandbox can't be reached, if it can't. */
export const infoError = signal<unknown>(undefined);

/** Loads {@link info}. */
export async function loadInfo(): Promise<void> {
	try {
		info.value = (await control.sandbox.get()).data;
		infoError.value = undefined;
	} catch (error) {
		infoError.value = error;
	}
}

let catalogue: Promise<Catalogue> | undefined;

/** The operations and events of the API. Loaded once. */
export function loadCatalogue(): Promise<Catalogue> {
	catalogue ??= control.catalogue.get().then(
		({ data }) => data,
		(error) => {
			catalogue = undefined;
			throw error;
		},
	);
	return catalogue;
}

/** A merchant by ID, or undefined if there is no such merchant; the first one without an ID. */
export function merchantOf(id?: string | null): Merchant | undefined {
	const merchants = info.value?.merchants ?? [];
	return id
		? merchants.find(({ merchant_id }) => merchant_id === id)
		: merchants[0];
}

/** The codes and names of a merchant's providers; without an ID, of all merchants'. */
export function providersOf(id?: string | null): (readonly [string, string])[] {
	const merchants = (info.value?.merchants ?? []).filter(
		({ merchant_id }) => (id || merchant_id) === merchant_id,
	);
	const all = merchants.flatMap(({ providers }) =>
		providers.map(({ code, name }) => [code, name] as const),
	);
	return [...new Map(all)];
}
