/** The version of this package, part of every result; a test compares it with package.json. */
export const coreVersion = '0.0.0';
