/** The mock: Prism behind our own server. */
export { describeMock, mockCommand } from "./command.ts";
export { createMock, type Mock, type MockOptions } from "./server.ts";
