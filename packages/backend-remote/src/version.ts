/** The version of this package, part of every result; a test compares it with package.json. */
export const packageVersion = '0.0.0';
