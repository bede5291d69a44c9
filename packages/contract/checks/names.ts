/** The checks, in the order in which reports list them. Where Schemathesis has the same check, it has the same name. */

/** What each check says of a server that passes it. */
export const CHECKS = {
	not_a_server_error: "no request of ours makes it answer 5xx, or not at all",
	status_code_conformance: "it answers with documented statuses only",
	content_type_conformance: "its answers have the documented content type",
	response_headers_conformance:
		"its answers have the documented headers, with valid values",
	response_schema_conformance: "its answers have the documented shape",
	envelope_conformance:
		"what it answers stands under `data`, with the environment of the key and the page that was asked for",
	error_shape: "its errors have the house shape, and repeat the true status",
	positive_data_acceptance: "it accepts what the description allows",
	negative_data_rejection: "it refuses what the description doesn't allow",
	missing_required_header: "it refuses a request without a required header",
	ignored_auth: "it refuses a key that is not one, wherever it stands",
	unsupported_method: "it answers 405 to a method that a path doesn't have",
	ensure_resource_availability:
		"what was created is there, as it was created, also in its list",
	patch_keeps_the_rest: "a PATCH changes what it names, and nothing else",
	use_after_free: "what was deleted is gone, everywhere",
	idempotency_replay:
		"the same request under the same key is answered alike, and done once",
	idempotency_conflict: "another request under the same key is a conflict",
	pagination_consistency:
		"walking the pages gives each item once, whatever their size",
	filter_conformance: "a filtered list has what fits the filter, and all of it",
} as const;

export type CheckName = keyof typeof CHECKS;

/** The checks that a server without a memory can't be held to. */
export const NEED_MEMORY: ReadonlySet<CheckName> = new Set([
	"ensure_resource_availability",
	"patch_keeps_the_rest",
	"use_after_free",
	"idempotency_replay",
	"idempotency_conflict",
	"pagination_consistency",
	"filter_conformance",
]);
