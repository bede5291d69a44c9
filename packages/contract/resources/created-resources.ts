/** The resources that the suite has created, so that it changes nothing else and deletes them again. */
import {
	documentedRequest,
	type Operation,
	type Origin,
	type Request,
} from "@lomi/spec";
import type { HttpResponse } from "../http/response.ts";
import { deletesResource, idField, type ResolvedLink } from "./links.ts";

interface CreatedResource {
	/** Undefined if no link of the response identifies it. */
	id: string | undefined;
	origin: Origin;
	/** The request that deletes it; undefined if the API has none. */
	deletion: ResolvedLink | undefined;
	/** True if later requests are made with it, so that it is deleted only at the end. */
	kept: boolean;
	deleted: boolean;
}

export interface CreatedResources {
	/**
	 * Adds the resource that a response created.
	 *
	 * @param links The links of that response.
	 * @param kept True to delete it only at the end.
	 * @returns Its ID, and the field that refers to it.
	 */
	add(
		request: Request,
		links: ResolvedLink[],
		kept: boolean,
	): { id: string | undefined; field: string };
	markDeleted(id: string): void;
	/** How a resource was created. Still known after its deletion, until the next clean-up. */
	originOf(id: string): Origin | undefined;
	/** Whether path parameters identify a created resource, or something that belongs to one. */
	includes(path: Record<string, string>): boolean;
	/**
	 * Deletes created resources, the last one first.
	 *
	 * @param all False to leave out those that are kept.
	 * @param send Sends the deletion. Returns undefined if no response arrived.
	 * @param onRemoved Called with the ID of each one that has been dealt with.
	 */
	cleanUp(
		all: boolean,
		send: (request: Request) => Promise<HttpResponse | undefined>,
		onRemoved: (id: string | undefined) => void,
	): Promise<void>;
	/** How many resources could not be deleted, by the operationId that created them. */
	readonly leftovers: ReadonlyMap<string, number>;
}

export function createCreatedResources(
	operations: Operation[],
): CreatedResources {
	const leftovers = new Map<string, number>();
	let resources: CreatedResource[] = [];
	return {
		leftovers,
		add(request, links, kept) {
			const field = idField(request.operation, operations) ?? "";
			const own = links.filter(({ createdId }) => createdId !== undefined);
			const id = own[0]?.createdId;
			const existing = resources.find(
				(resource) => id !== undefined && resource.id === id,
			);
			if (existing) existing.kept ||= kept;
			else
				resources.push({
					id,
					origin: { request, field },
					deletion: own.find(({ operation }) => deletesResource(operation)),
					kept,
					deleted: false,
				});
			return { id, field };
		},
		markDeleted(id) {
			for (const resource of resources)
				if (resource.id === id) resource.deleted = true;
		},
		originOf: (id) => resources.find((resource) => resource.id === id)?.origin,
		includes: (path) =>
			resources.some(({ id = "" }) => Object.values(path).includes(id)),
		async cleanUp(all, send, onRemoved) {
			const obsolete = resources.filter(
				({ kept, deleted }) => all || !kept || deleted,
			);
			for (const resource of obsolete.toReversed()) {
				const { id, origin, deletion, deleted } = resource;
				const response =
					!deleted &&
					deletion &&
					(await send({
						...documentedRequest(deletion.operation),
						path: deletion.path,
						query: [],
					}));
				// Not before: if the run is aborted meanwhile, the final clean-up must still find it.
				resources = resources.filter((other) => other !== resource);
				onRemoved(id);
				const isGone =
					response && (response.status < 300 || response.status === 404);
				const { operation } = origin.request;
				if (!deleted && !isGone)
					leftovers.set(operation.id, (leftovers.get(operation.id) ?? 0) + 1);
			}
		},
	};
}
