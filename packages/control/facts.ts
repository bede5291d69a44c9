/** Facts about the control plane, from its description, which the published package doesn't export. */
export { control } from "../../generated/control.ts";
