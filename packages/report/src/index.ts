export { endWords } from './facts.ts';
export { renderTerminal, type TerminalOptions } from './render-terminal.ts';
export { quotedToken, visibleToken } from './visible-token.ts';
