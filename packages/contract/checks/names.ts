/** The checks, in the order of the reports. A check that Schemathesis has too goes by its name there. */

/** What is true of a server that passes the check. */
export const CHECKS = {
	not_a_server_error: "no request causes a 5xx response, or none at all",
	status_code_conformance: "every response has a documented status",
	content_type_conformance: "every response has the documented content type",
	response_headers_conformance:
		"every response has the documented headers, with valid values",
	response_schema_conformance: "every response body matches its schema",
	envelope_conformance:
		"the payload is in `data`, with the environment of the key and the page that was requested",
	error_shape: "errors have the documented shape and the true status",
	positive_data_acceptance: "valid requests are accepted",
	negative_data_rejection: "invalid requests are rejected",
	missing_required_header: "requests without a required header are rejected",
	ignored_auth: "invalid keys are rejected, wherever they are sent",
	unsupported_method: "a method that the path doesn't have gets a 405",
	ensure_resource_availability:
		"a created resource can be read, as it was created, and is in its list",
	patch_keeps_the_rest:
		"a PATCH changes the fields that it names, and no others",
	use_after_free: "a deleted resource is gone everywhere",
	idempotency_replay:
		"a replay with the same idempotency key gets the same response, and has no effect",
	idempotency_conflict:
		"a different request with a used idempotency key is a conflict",
	pagination_consistency:
		"the pages of a list contain each item once, whatever their size",
	filter_conformance: "a filtered list has every matching item, and no others",
} as const;

export type CheckName = keyof typeof CHECKS;

/** The checks that `--stateless` skips: they need a server that remembers earlier requests. */
export const NEED_MEMORY: ReadonlySet<CheckName> = new Set([
	"ensure_resource_availability",
	"patch_keeps_the_rest",
	"use_after_free",
	"idempotency_replay",
	"idempotency_conflict",
	"pagination_consistency",
	"filter_conformance",
]);
