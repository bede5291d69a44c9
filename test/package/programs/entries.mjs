/** The entries of the installed package that hold code. */
export * as main from "lomi-openapi";
export * as validate from "lomi-openapi/validate";
export * as webhooks from "lomi-openapi/webhooks";
