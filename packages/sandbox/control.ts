/** The entry `lomi-sandbox/control`: a typed client for the control plane of any sandbox on this machine, with a method per operation. */
export * from "@lomi/control";
