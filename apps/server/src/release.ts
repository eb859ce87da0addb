/** The version of the software, as in package.json; a test compares them. */
export const RELEASE = '0.1.0';
