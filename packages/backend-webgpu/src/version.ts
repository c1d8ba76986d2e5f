/** As in package.json, which a page cannot read. */
export const version = '0.0.0';
