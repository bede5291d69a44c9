/** Operations whose resources the API can't delete, so that the contract suite leaves them. */
import {
	createsResource,
	deletesResource,
} from "../../../packages/contract/resources/links.ts";
import { operations } from "../../api.ts";

export const undeletable = operations.filter(
	(create) =>
		createsResource(create) &&
		!operations.some(
			(operation) =>
				deletesResource(operation) &&
				operation.path.startsWith(`${create.path}/`),
		),
);
