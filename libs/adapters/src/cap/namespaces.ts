/** Names by which formats are told apart, whatever prefix a document gives them. */
export const CAP_1_1 = 'urn:oasis:names:tc:emergency:cap:1.1';
export const CAP_1_2 = 'urn:oasis:names:tc:emergency:cap:1.2';
export const EDXL_DE = 'urn:oasis:names:tc:emergency:EDXL:DE:1.0';
export const ATOM = 'http://www.w3.org/2005/Atom';
export const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
