/** The mock: Prism behind our own server. */
export { describeMock, mockCommand, PORT } from "./command.ts";
export { createMock, type Mock, type MockOptions } from "./server.ts";
