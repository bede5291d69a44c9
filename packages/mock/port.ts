/** The mock's port, next to the docs' 4000 and the sandbox's 4020. A module of its own, since loading Prism takes half a second. */
export const PORT = 4010;
